import CRRTDomain
import CRRTStore
import JournalProof

/// What must hold of the records once an entry has changed them.
extension Model {
    func checkOutcome(_ entry: JournalEntry, _ event: JournalEvent, _ changes: [RecordChange], _ site: Site) throws {
        for change in changes {
            guard case .tasking(let tasking) = change else { continue }
            try checkOpenConsents(tasking)
            try checkForward(tasking, entry, event, site)
            if tasking.state.holdsPeople { try checkServesOnce(tasking) }
        }
        if event == .taskingProposed || event == .taskingOrdered, let id = try? TaskingID(entry.subject), let tasking = taskings[id] {
            try checkEligible(tasking, entry)
        }
    }

    private func checkOpenConsents(_ tasking: Tasking) throws {
        let states = (asked[tasking.id] ?? []).compactMap { consents[$0]?.state }
        if !tasking.state.isActive, states.contains(where: { $0 == .requested || $0 == .granted }) {
            throw Violation(.openConsents, "\(tasking.id) is \(tasking.state) and has a consent open")
        }
        if tasking.state == .consented { try checkConsents(tasking) }
    }

    /// A step forward needs every nation's word to the terms as they are at this moment.
    private func checkForward(_ tasking: Tasking, _ entry: JournalEntry, _ event: JournalEvent, _ site: Site) throws {
        let isLonger = event == .consentGranted && tasking.state.holdsPeople && tasking.extension == nil
        guard [.taskingOrdered, .taskingDeparted, .taskingBegun, .extensionAsked].contains(event) || isLonger else { return }
        try checkConsents(tasking)
        guard event == .taskingOrdered else { return }
        guard let orderer = tasking.orderedBy, orderer.description == entry.principal else {
            throw Violation(.orderer, "\(tasking.id) was ordered by \(entry.principal), and bears another name")
        }
        if site.twoPersonOrder, orderer.uid == tasking.proposedBy.uid, orderer.playedBy == nil || orderer.name == tasking.proposedBy.name {
            throw Violation(.orderer, "\(tasking.id) was ordered by \(orderer), who had proposed it")
        }
    }

    private func checkConsents(_ tasking: Tasking) throws {
        let kind: Consent.Kind = tasking.kind == .effect ? .effect : .contribute
        let present = Terms(tasking, end: tasking.period.end, self)
        // Of the people and effects, and the team's lead nation, whose offer is used.
        let nations = Set(
            tasking.assignments.map(\.expert.nation) + tasking.effects.map(\.nation) + [tasking.team?.nation].compactMap { $0 })
        for (nation, kind) in nations.map({ ($0, kind) }) + [(tasking.request.nation, Consent.Kind.host)] {
            let place = ConsentPlace(tasking.id, nation, kind, tasking.digest)
            guard let consent = consents[place], consent.state == .granted, let grant = grants[place] else {
                throw Violation(.consent, "\(tasking.id) is \(tasking.state) without \(nation)'s \(kind) consent")
            }
            guard grant.terms == present else {
                throw Violation(.consent, "\(tasking.id) is \(tasking.state), and \(nation)'s \(kind) consent is to other terms")
            }
            if kind == .effect, Set(grant.people).count < 2 {
                throw Violation(.twoPersons, "\(tasking.id): \(nation)'s effect was granted by \(grant.people)")
            }
        }
    }

    private func checkServesOnce(_ tasking: Tasking) throws {
        for assignment in tasking.assignments {
            for id in serving[assignment.expert] ?? [] where id != tasking.id {
                guard let other = taskings[id] else { continue }
                if other.period.overlaps(tasking.period) {
                    throw Violation(.servesOnce, "\(assignment.expert) serves \(tasking.id) and \(id), which overlap")
                }
                if other.state.isPastOrdered, tasking.state.isPastOrdered {
                    throw Violation(.servesOnce, "\(assignment.expert) is out for \(tasking.id) and \(id)")
                }
            }
        }
    }

    /// A part of the rules of docs/domain.md section 5, written down once more.
    private func checkEligible(_ tasking: Tasking, _ entry: JournalEntry) throws {
        guard let request = requests[tasking.request] else { return }
        for assignment in tasking.assignments {
            guard let expert = experts[assignment.expert], request.seats.indices.contains(assignment.seat) else {
                throw Violation(.eligible, "\(assignment.expert) has no seat in \(tasking.id)")
            }
            let seat = request.seats[assignment.seat]
            guard expert.offer.state == .offered, let level = expert.skills[seat.skill], level >= seat.minLevel,
                let clearance = expert.clearance, clearance.level >= max(request.classification, seat.minClearance ?? .unclassified),
                !expert.excludes.contains(request.nation), !request.excludes.contains(expert.nation),
                !expert.unavailable.contains(where: { $0.overlaps(tasking.period) })
            else { throw Violation(.eligible, "\(entry.event) sends \(expert.id) with \(tasking.id) against the rules") }
        }
    }
}
