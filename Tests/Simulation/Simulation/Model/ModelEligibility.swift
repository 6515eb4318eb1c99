import CRRTDomain
import CRRTStore
import JournalProof

/// The rules of docs/domain.md section 5, written down once more, but for those that the generator draws nothing for: languages,
/// accesses, leads, and how many members a team must have.
extension Model {
    func checkEligible(_ tasking: Tasking, _ entry: JournalEntry, _ site: Site) throws {
        guard let request = requests[tasking.request] else { return }
        let earlier = before[tasking.id]?.elements ?? []
        func isComing(_ index: Int) -> Bool {
            !earlier.indices.contains(index) || (tasking.elements[index].state == .ordered && earlier[index].state != .ordered)
        }
        let coming = tasking.elements.indices.filter(isComing)
        func refused(_ words: String) -> Violation {
            Violation(.eligible, "\(entry.event) sends \(words) with \(tasking.id) against the rules")
        }
        guard request.state == .validated, now.map({ $0 < request.period.end || tasking.wasOrdered }) ?? true else {
            throw refused("people to \(request.state) request that ends \(request.period.end)")
        }
        for element in coming.map({ tasking.elements[$0] }) {
            guard let assignment = element.assignment else {
                guard isEligible(element, request, site) else { throw refused(element.text) }
                continue
            }
            guard let expert = experts[assignment.expert], request.seats.indices.contains(assignment.seat) else {
                throw refused("\(assignment.expert) to no seat")
            }
            guard isEligible(expert, assignment.seat, request, during: element.period, site), hasShortNotice(expert, tasking, request),
                isOfTeam(expert, element, tasking)
            else { throw refused("\(expert)") }
            if isFull(assignment.seat, tasking, request) { throw refused("more people than seat \(assignment.seat) has places") }
        }
        if let id = tasking.team {
            guard let team = teams[id], isOffered(team.offer, during: request.period, site), isLet(team.nation, request),
                !team.excludes.contains(request.nation)
            else { throw refused("\(id)") }
        }
        try checkCompany(tasking, coming: coming, entry)
        try checkCommander(tasking, coming: coming, entry)
    }

    /// Whether the rules let a person serve, but for the notice.
    func isEligible(_ expert: Expert, _ seat: Int, _ request: Request, during period: Period, _ site: Site) -> Bool {
        let seat = request.seats[seat]
        guard isOffered(expert.offer, during: period, site), isLet(expert.nation, request), let level = expert.skills[seat.skill],
            level >= seat.minLevel, let clearance = expert.clearance,
            clearance.level >= max(request.classification, seat.minClearance ?? .unclassified), clearance.holds(until: period.end)
        else { return false }
        return !expert.excludes.contains(request.nation) && expert.mode.serves(request.mode)
            && !expert.unavailable.contains { $0.overlaps(period) }
            && expert.partner.map { !request.noPartners && $0.holds(until: period.end) } ?? true
    }

    private func isEligible(_ element: Element, _ request: Request, _ site: Site) -> Bool {
        guard let effect = element.effect.flatMap({ effects[$0] }), isOffered(effect.offer, during: element.period, site) else {
            return false
        }
        let knows = effect.releasableTo.contains("NATO") || effect.releasableTo.contains(request.nation.description)
        return isLet(effect.nation, request) && (knows || effect.nation == request.nation)
            && request.maxNoticeHours.map { effect.leadHours <= $0 } ?? true
    }

    private func isOffered(_ offer: Offer, during period: Period, _ site: Site) -> Bool {
        let isFresh = now.map { offer.confirmedAt.adding(days: site.staleAfterDays) >= $0 } ?? true
        return offer.state == .offered && offer.validFrom <= period.start && isFresh && offer.validUntil.map { $0 >= period.end } ?? true
    }

    private func isLet(_ nation: NationCode, _ request: Request) -> Bool {
        let isReleased = request.releasableTo.contains("NATO") || request.releasableTo.contains(nation.description)
        return isReleased && !request.excludes.contains(nation) && (nation != request.nation || request.ownNationals)
    }

    /// Whether a person can set out in time: by themselves, or by a standby period of now.
    private func hasShortNotice(_ expert: Expert, _ tasking: Tasking, _ request: Request) -> Bool {
        guard let most = request.maxNoticeHours, expert.noticeHours > most, let now else { return true }
        let team = tasking.team.flatMap { teams[$0] }
        let goesWithTeam = team.map { $0.members.contains(expert.id) && isMember(expert, of: $0) } ?? false
        return standby.values.contains { period in
            let isMeant = period.pool.contains(expert.id) || (goesWithTeam && period.team == team?.id && period.counts(expert.nation))
            return isMeant && period.state != .withdrawn && period.noticeHours <= most && period.period.start <= now
                && now < period.period.end
        }
    }

    /// Whether a person who is proposed with a standing team is of it. Who takes another's place need not be.
    private func isOfTeam(_ expert: Expert, _ element: Element, _ tasking: Tasking) -> Bool {
        guard tasking.kind == .team, element.batch == 0, let team = tasking.team.flatMap({ teams[$0] }) else { return true }
        return team.members.contains(expert.id) && isMember(expert, of: team)
    }

    private func isMember(_ expert: Expert, of team: Team) -> Bool { expert.nation == team.nation || expert.teams.contains(team.id) }

    /// Whether a seat has more people than places: those of the tasking, and those of others of the request who serve, or have served.
    private func isFull(_ seat: Int, _ tasking: Tasking, _ request: Request) -> Bool {
        let all = (taskingsOf[tasking.request] ?? []).compactMap { taskings[$0] }
        let people = all.flatMap { other in
            other.elements.filter { element in
                switch element.state {
                case .asked, .agreed: other.id == tasking.id
                case .ordered, .moving, .onTask: true
                case .returning, .home: element.left?.cause == .released
                case .out: false
                }
            }
        }
        return people.count { $0.assignment?.seat == seat } > request.seats[seat].count
    }

    /// The nation that commands a team has people in it, or is the team's.
    private func checkCommander(_ tasking: Tasking, coming: [Int], _ entry: JournalEntry) throws {
        guard let commander = tasking.commander, tasking.team?.nation != commander else { return }
        let present = tasking.elements.indices.filter { index in
            let element = tasking.elements[index]
            return coming.contains(index) || (element.state.isForward && element.state != .asked)
        }
        guard !present.contains(where: { tasking.elements[$0].nation == commander }) else { return }
        throw Violation(.eligible, "\(entry.event) sends \(tasking.id) without people of \(commander), which commands it")
    }

    /// People do not come to those with whom they, their team or their nation do not let them serve, nor the reverse.
    private func checkCompany(_ tasking: Tasking, coming: [Int], _ entry: JournalEntry) throws {
        let present = tasking.elements.indices.filter { index in
            let element = tasking.elements[index]
            return coming.contains(index) || (element.state.isForward && element.state != .asked)
        }.map { tasking.elements[$0] }
        let arriving = Set(coming.map { tasking.elements[$0].nation })
        var stated = present.compactMap(\.expert).compactMap { experts[$0] }.map { ($0.nation, $0.notWith) }
        if let team = tasking.team.flatMap({ teams[$0] }) { stated.append((team.nation, team.notWith)) }
        for consent in (asked[tasking.id] ?? []).compactMap({ consents[$0] }) where consent.state == .granted {
            if present.contains(where: { $0.nation == consent.nation }) { stated.append((consent.nation, Set(consent.notWith))) }
        }
        for (nation, others) in stated {
            for other in present where others.contains(other.nation) && (arriving.contains(nation) || arriving.contains(other.nation)) {
                throw Violation(.eligible, "\(entry.event) brings \(nation) together with \(other.nation) in \(tasking.id)")
            }
        }
    }
}
