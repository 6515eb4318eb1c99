import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The reports once more, from the rows and the words of the contract: every record by itself, no sets and no index.
struct ReportOracle {
    let experts: [Expert]
    let teams: [Team]
    let effects: [Effect]
    /// Who and what is ordered and not home, with the tasking: until the agreed end, and past that until they are home.
    private let out: [(tasking: Tasking, element: Element)]
    let at: Instant
    let now: Instant
    /// The one nation that the asking caller speaks for; nil where they see all.
    let seen: NationCode?

    init(_ desk: InProcessDesk, at: Instant, seen: NationCode?) throws {
        let (taskings, now) = (try desk.store.read { try $0.taskings(state: nil, after: nil, limit: 10_000) }, desk.clock.now)
        (experts, teams, effects) = try desk.store.read {
            (
                try $0.experts(nation: nil, after: nil, limit: 10_000), try $0.teams(nation: nil, after: nil, limit: 10_000),
                try $0.effects(nation: nil, after: nil, limit: 10_000)
            )
        }
        out = taskings.flatMap { tasking in tasking.elements.map { (tasking, $0) } }.filter {
            [.ordered, .moving, .onTask, .returning].contains($1.state) && (at < $1.period.end || $1.period.end <= now)
        }
        (self.at, self.now, self.seen) = (at, now, seen)
    }

    private var overdue: [(tasking: Tasking, element: Element)] { out.filter { $0.element.period.end <= now } }

    private func word(_ offer: Offer) -> String? {
        if offer.state != .offered { return offer.state.rawValue }
        if offer.validFrom > at { return "lapsed" }
        if let end = offer.validUntil, end <= at { return "lapsed" }
        return at.milliseconds - offer.confirmedAt.milliseconds > 90 * 86_400_000 ? "stale" : nil
    }

    private func isCleared(_ expert: Expert) -> Bool {
        guard let clearance = expert.clearance else { return false }
        return clearance.validUntil.map { at.date <= $0 } ?? true
    }

    private func word(_ expert: Expert) -> String {
        if out.contains(where: { $0.element.expert == expert.id }) { return "committed" }
        if let word = word(expert.offer) { return word }
        if !isCleared(expert) { return "uncleared" }
        return expert.unavailable.contains { $0.start <= at && at < $0.end } ? "absent" : "available"
    }

    private func word(_ team: Team) -> String {
        if out.contains(where: { $0.tasking.team == team.id }) { return "committed" }
        if let word = word(team.offer) { return word }
        let there = team.members.filter { member in
            if let seen, member.nation != seen { return true }
            guard let expert = experts.first(where: { $0.id == member }) else { return false }
            return word(expert) == "available" && (expert.nation == team.nation || expert.teams.contains(team.id))
        }
        return there.count >= (team.minimumStrength ?? 1) ? "available" : "absent"
    }

    private func word(_ effect: Effect) -> String {
        out.contains { $0.element.effect == effect.id } ? "committed" : word(effect.offer) ?? "available"
    }

    private func endsBy(_ end: Instant, _ offer: Offer, _ clearance: Clearance?) -> Bool {
        [offer.confirmedAt.adding(days: 90), offer.validUntil, clearance?.validUntil?.endOfDay].compactMap { $0 }.contains { $0 <= end }
    }

    private func strength<Record>(
        _ records: [Record], _ offer: (Record) -> Offer, _ clearance: (Record) -> Clearance?, soonHours: Int,
        isOverdue: (Record) -> Bool, _ word: (Record) -> String
    ) -> Reports.Strength {
        func count(_ wanted: String) -> Int { records.count { word($0) == wanted } }
        return .init(
            total: records.count, offered: records.count { self.word(offer($0)) == nil }, committed: count("committed"),
            withdrawn: count("withdrawn"), suspended: count("suspended"), lapsed: count("lapsed"), stale: count("stale"),
            uncleared: count("uncleared"), absent: count("absent"), available: count("available"),
            endingSoon: records.count { word($0) == "available" && endsBy(at.adding(hours: soonHours), offer($0), clearance($0)) },
            overdue: records.count(where: isOverdue))
    }

    func readiness(of nation: NationCode?, soonHours: Int) -> [Reports.NationStrength] {
        let all = Set(experts.map(\.nation) + teams.map(\.nation) + effects.map(\.nation))
        let wanted = nation ?? seen
        return all.filter { wanted == nil || $0 == wanted }.sorted().map { nation in
            .init(
                nation: nation.description,
                experts: strength(
                    experts.filter { $0.nation == nation }, \.offer, \.clearance, soonHours: soonHours,
                    isOverdue: { expert in overdue.contains { $0.element.expert == expert.id } }
                ) { word($0) },
                teams: strength(
                    teams.filter { $0.nation == nation }, \.offer, { _ in nil }, soonHours: soonHours,
                    isOverdue: { team in overdue.contains { $0.tasking.team == team.id } }
                ) { word($0) },
                effects: strength(
                    effects.filter { $0.nation == nation }, \.offer, { _ in nil }, soonHours: soonHours,
                    isOverdue: { effect in overdue.contains { $0.element.effect == effect.id } }
                ) { word($0) })
        }
    }

    func cover(_ skill: String, _ level: Classification, of nation: NationCode?) -> (people: Int, leading: Int, nations: [String]) {
        let found = experts.filter { expert in
            let held = expert.skills.first { $0.key.text == skill }?.value.level ?? 0
            return held > 0 && (expert.clearance?.level ?? .unclassified) >= level && word(expert) == "available"
                && ((nation ?? seen).map { $0 == expert.nation } ?? true)
        }
        let leading = found.count { expert in expert.skills.contains { $0.key.text == skill && $0.value.level >= 4 } }
        return (found.count, leading, Set(found.map(\.nation.description)).sorted())
    }

    var available: Int { experts.count { word($0) == "available" && (seen == nil || $0.nation == seen) } }

    /// ` TSK-ALB-2027-0001-1 overdue`; empty where no tasking has the record.
    private func holder(_ id: String, _ kind: String) -> String {
        func first(_ held: [(tasking: Tasking, element: Element)]) -> TaskingID? {
            let holding = held.filter { kind == "team" ? $0.tasking.team?.text == id : $0.element.text == id }.map(\.tasking)
            return holding.min { $0.period.start < $1.period.start }?.id
        }
        if let late = first(overdue) { return " \(late) overdue" }
        return first(out).map { " \($0)" } ?? ""
    }

    /// `2027-01-01T00:00:00Z EST-0001 expert offer`, in order, with the tasking that has the record.
    func endings(within hours: Int, overdue: Bool) -> [String] {
        var found: [(Instant, String)] = []
        func add(_ id: String, _ kind: String, _ nation: NationCode, _ offer: Offer, _ clearance: Clearance?) {
            guard offer.state == .offered, seen == nil || seen == nation else { return }
            for (ends, instant) in [
                ("confirmation", offer.confirmedAt.adding(days: 90)), ("offer", offer.validUntil),
                ("clearance", clearance?.validUntil?.endOfDay),
            ] {
                guard let instant, instant <= at.adding(hours: hours), overdue || instant > at else { continue }
                found.append((instant, "\(id) \(kind) \(ends)" + holder(id, kind)))
            }
        }
        for expert in experts { add(expert.id.text, "expert", expert.nation, expert.offer, expert.clearance) }
        for team in teams { add(team.id.text, "team", team.nation, team.offer, nil) }
        for effect in effects { add(effect.id.text, "effect", effect.nation, effect.offer, nil) }
        return found.sorted { $0 < $1 }.map { "\($0) \($1)" }
    }
}
