import CRRTDomain
import CRRTStore
import JournalProof

/// What must hold of the records once an entry has changed them.
extension Model {
    mutating func checkOutcome(_ entry: JournalEntry, _ event: JournalEvent, _ changes: [RecordChange], _ site: Site) throws {
        for case .consent(let consent) in changes where consent.state == .requested && consent.decidedBy.isEmpty {
            guard consentsBefore[ConsentPlace(consent)] == nil, let tasking = taskings[consent.tasking] else { continue }
            questions[ConsentPlace(consent)] = Terms(consent, in: tasking, self)
        }
        try checkAuthor(entry, event, site)
        for case .request(let request) in changes { try checkStep(request, entry, event, changes) }
        for change in changes {
            guard case .tasking(let tasking) = change else { continue }
            try checkState(tasking)
            try checkFacts(tasking)
            try checkStanding(tasking)
            try checkTimes(tasking, entry, event)
            try checkIndependence(tasking, entry, event, changes)
            try checkForward(tasking, entry, site)
            try checkApprover(tasking, entry, event, site)
            try checkServesOnce(tasking)
        }
        let isSent: Set<JournalEvent> = [.taskingProposed, .taskingBatchProposed, .taskingOrdered]
        if isSent.contains(event), let id = try? TaskingID(entry.subject), let tasking = taskings[id] {
            try checkEligible(tasking, entry, site)
        }
    }

    /// The state follows from the elements, and what has ended waits for nobody's answer.
    private func checkState(_ tasking: Tasking) throws {
        let all = (asked[tasking.id] ?? []).compactMap { consents[$0] }
        if !tasking.isActive, all.contains(where: { $0.state == .requested || $0.state == .granted }) {
            throw Violation(.openConsents, "\(tasking.id) is \(tasking.state) and has a consent open")
        }
        let derived = LifeCycles.state(of: tasking, isHosted: isHosted(tasking, in: tasking))
        guard tasking.state == derived else {
            throw Violation(.lifeCycle, "\(tasking.id) is \(tasking.state), and its elements are \(derived)")
        }
    }

    /// A step forward of an element, and a longer time, need its nation's and the host's word to the terms as they are at this moment.
    private func checkForward(_ tasking: Tasking, _ entry: JournalEntry, _ site: Site) throws {
        for (index, element) in tasking.elements.enumerated() {
            let earlier = before[tasking.id].flatMap { $0.elements.indices.contains(index) ? $0.elements[index] : nil }
            let steps = element.state != earlier?.state && [.ordered, .moving, .onTask].contains(element.state)
            guard steps || (earlier.map { $0.period != element.period } ?? false) else { continue }
            try checkConsents(of: element, in: tasking)
            try checkAuthorised(element, in: tasking, steps: steps, at: entry.at)
            if steps, site.asksApproval { try checkApproved(element, in: tasking) }
            guard element.state == .ordered, earlier?.state != .ordered else { continue }
            let replacement = tasking.laterBatches.first { $0.batch == element.batch }
            let (orderer, proposer) = (
                element.batch == 0 ? tasking.orderedBy : replacement?.orderedBy, replacement?.proposedBy ?? tasking.proposedBy
            )
            guard let orderer, orderer.description == entry.principal else {
                throw Violation(.orderer, "\(tasking.id) was ordered by \(entry.principal), and bears another name")
            }
            if site.twoPersonOrder, site.asksApproval, let approver = tasking.approval?.by, orderer.isSamePerson(as: approver) {
                throw Violation(.orderer, "\(tasking.id) was ordered by \(orderer), who had approved it")
            }
            if site.twoPersonOrder, orderer.uid == proposer.uid, orderer.playedBy == nil || orderer.name == proposer.name {
                throw Violation(.orderer, "\(tasking.id) was ordered by \(orderer), who had proposed it")
            }
        }
    }

    /// An order needs an approval to terms that the host has granted; departing and beginning, one that was not withdrawn.
    private func checkApproved(_ element: Element, in tasking: Tasking) throws {
        let stepped = element.begunAt ?? element.departedAt ?? element.orderedAt
        guard tasking.approval?.withdrawal.map({ withdrawal in stepped.map { $0 < withdrawal.at } ?? false }) ?? true else {
            throw Violation(.approval, "\(element.text) in \(tasking.id) is \(element.state), and the approval was withdrawn")
        }
        guard element.state == .ordered else { return }
        let host = (asked[tasking.id] ?? []).filter { $0.kind == .host && consents[$0]?.state == .granted }
        let part = Terms.Part(element)
        let approved = host.contains { place in
            grants[place]?.terms.parts.contains(part) == true && tasking.approval?.digests.contains(place.digest) == true
        }
        if !approved { throw Violation(.approval, "\(element.text) in \(tasking.id) is ordered, and was not approved") }
    }

    /// Only the council changes an approval, by a call of its own.
    private func checkApprover(_ tasking: Tasking, _ entry: JournalEntry, _ event: JournalEvent, _ site: Site) throws {
        guard tasking.approval != before[tasking.id]?.approval else { return }
        let author = event == .taskingApproved ? tasking.approval?.by : tasking.approval?.withdrawal?.by
        guard [.taskingApproved, .taskingApprovalWithdrawn].contains(event), let author, author.description == entry.principal,
            site.person(named: author.name)?.roles.contains(.council) == true
        else { throw Violation(.approval, "\(entry.event) by \(entry.principal) changed the approval of \(tasking.id)") }
        if event == .taskingApprovalWithdrawn {
            guard site.asksApproval, tasking.extension != nil else { return }
            throw Violation(.approval, "the approval of \(tasking.id) was withdrawn, and a longer stay is still asked for")
        }
        for element in tasking.elements where site.twoPersonOrder && element.state.isForward {
            let proposer = tasking.laterBatches.first { $0.batch == element.batch }?.proposedBy ?? tasking.proposedBy
            for other in [proposer, element.orderedBy].compactMap({ $0 }) where author.isSamePerson(as: other) {
                throw Violation(.approval, "\(author) approved \(element.text) in \(tasking.id), whom they proposed or ordered")
            }
        }
    }

    /// An effect is ordered, and stays longer, where it is authorised until its end; it departs and begins where it is authorised now.
    private func checkAuthorised(_ element: Element, in tasking: Tasking, steps: Bool, at now: Instant) throws {
        guard let until = element.effect.flatMap({ effects[$0] })?.authorisedUntil else { return }
        let isBound = element.state == .ordered || !steps
        guard isBound ? until < element.period.end : until <= now else { return }
        throw Violation(.authorised, "\(element.text) in \(tasking.id) is \(element.state), and is authorised until \(until)")
    }

    private func checkConsents(of element: Element, in tasking: Tasking) throws {
        let kind: Consent.Kind = tasking.kind == .effect ? .effect : .contribute
        let purpose = Terms.purpose(tasking, self)
        let part = Terms.Part(element)
        var words = [(element.nation, kind), (tasking.request.nation, Consent.Kind.host)]
        if element.batch == 0, let lender = lender(of: tasking) { words.append((lender, kind)) }
        for (nation, kind) in words {
            let own = (asked[tasking.id] ?? []).filter { $0.nation == nation && $0.kind == kind && consents[$0]?.state == .granted }
            let grants = own.compactMap { self.grants[$0] }
            let isLoan = nation != element.nation && kind != .host
            let about = grants.filter { $0.terms.parts.contains(part) || isLoan }
            if about.isEmpty {
                throw Violation(.consent, "\(element.text) in \(tasking.id) is \(element.state) without \(nation)'s \(kind) consent")
            }
            let effects = Terms.effects(of: [element], self)
            func isPresent(_ terms: Terms) -> Bool {
                (terms.request == purpose || isLoan) && effects.allSatisfy { terms.effects[$0] == $1 }
            }
            guard let grant = about.first(where: { isPresent($0.terms) }) else {
                throw Violation(
                    .consent, "\(element.text) in \(tasking.id) is \(element.state), and \(nation)'s \(kind) consent is to other terms")
            }
            if kind == .effect, Set(grant.people).count < 2 {
                throw Violation(.twoPersons, "\(tasking.id): \(nation)'s effect was granted by \(grant.people)")
            }
        }
    }

    private func checkServesOnce(_ tasking: Tasking) throws {
        for (index, element) in tasking.elements.enumerated() where element.state.isHeld {
            guard let expert = element.expert else { continue }
            let here = tasking.elements.enumerated().filter { $0.offset != index }.map(\.element)
            let elsewhere = (serving[expert] ?? []).filter { $0 != tasking.id }.compactMap { taskings[$0] }.flatMap(\.elements)
            for other in here + elsewhere where other.expert == expert && other.state.isHeld {
                if other.period.overlaps(element.period) {
                    throw Violation(.servesOnce, "\(expert) serves \(tasking.id) and another one, which overlap")
                }
                if other.state.isAbroad, element.state.isAbroad {
                    throw Violation(.servesOnce, "\(expert) is out for \(tasking.id) and for another one")
                }
            }
        }
    }
}
