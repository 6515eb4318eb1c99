import CRRTDomain
import CRRTStore
import JournalProof
import Varlink

/// The model follows the journal entry by entry, and holds each against the rules.
extension Model {
    /// - Parameter site: what was in force when the entry was made.
    mutating func follow(_ entry: JournalEntry, under site: Site) throws {
        guard entry.seq == head.seq + 1, entry.previousHash == head.hash, entry.hash == entry.computedHash() else {
            throw Violation(.chain, "entry \(entry.seq) does not follow entry \(head.seq)")
        }
        guard entry.at >= time else { throw Violation(.chain, "entry \(entry.seq) is older than the one before it") }
        guard let event = JournalEvent(rawValue: entry.event) else { throw Violation(.chain, "\(entry.event) is no event") }
        let changes = try entry.changes()
        (before, consentsBefore, requestsBefore) = ([:], [:], [:])
        now = entry.at > time ? entry.at : nil
        detail = [:]
        if (try? TaskingID(entry.subject)) != nil {
            detail = try JSONObject(json: entry.payload.utf8)["detail"]?.objectValue ?? [:]
        }
        try checkSteps(entry, event, changes, site)
        for change in changes { take(change) }
        if event == .standbyPut || event == .standbySwapped { try checkRota() }
        try takeNote(entry, event)
        try checkOutcome(entry, event, changes, site)
        try owe(entry, event, changes)
        (head, time) = (JournalHead(seq: entry.seq, hash: entry.hash), entry.at)
        note(entry)
    }

    /// The notes that the journal names, what they say is beside it; and to whom the room is handed over.
    private mutating func takeNote(_ entry: JournalEntry, _ event: JournalEvent) throws {
        if event == .handoverAccepted { handedTo = nil }
        guard [.noteAdded, .noteErased, .handoverSigned].contains(event) else { return }
        let detail = try JSONObject(json: entry.payload.utf8)["detail"]?.objectValue
        if event == .handoverSigned {
            handedTo = detail?["to"]?.stringValue
            return
        }
        guard let id = detail?["note"]?.stringValue, let kind = detail?["kind"]?.stringValue else {
            throw Violation(.chain, "\(entry.event) \(entry.seq) names no note")
        }
        log[id] = event == .noteAdded ? kind : nil
    }

    private mutating func take(_ change: RecordChange) {
        addToOrder(change)
        switch change {
        case .expert(let expert): experts[expert.id] = expert
        case .team(let team): teams[team.id] = team
        case .effect(let effect): effects[effect.id] = effect
        case .request(let request): if let id = request.id { requestsBefore[id] = requests.updateValue(request, forKey: id) }
        case .campaign(let campaign): campaigns[campaign.id] = campaign
        case .standby(let period): standby[period.id] = period
        case .tasking(let tasking): take(tasking)
        case .consent(let consent):
            let place = ConsentPlace(consent)
            consentsBefore[place] = consents.updateValue(consent, forKey: place)
            if consentsBefore[place] == nil { asked[consent.tasking, default: []].append(place) }
            changed.insert(consent.tasking)
        }
    }

    private mutating func take(_ tasking: Tasking) {
        let before = taskings.updateValue(tasking, forKey: tasking.id)
        if before == nil { taskingsOf[tasking.request, default: []].append(tasking.id) }
        self.before[tasking.id] = before
        changed.insert(tasking.id)
        for expert in before?.elements.compactMap(\.expert) ?? [] { serving[expert]?.remove(tasking.id) }
        for expert in tasking.held.compactMap(\.expert) { serving[expert, default: []].insert(tasking.id) }
    }

    // MARK: - Before: whether each record may become what it becomes

    private mutating func checkSteps(_ entry: JournalEntry, _ event: JournalEvent, _ changes: [RecordChange], _ site: Site) throws {
        for change in changes {
            switch change {
            case .request(let request): try checkStep(request, entry)
            case .tasking(let tasking): try checkStep(tasking, entry, event)
            case .consent(let consent): try checkStep(consent, entry, event, site)
            case .expert(let expert): try checkRevision(expert.revision, experts[expert.id]?.revision, expert.id)
            case .team(let team): try checkRevision(team.revision, teams[team.id]?.revision, team.id)
            case .campaign(let campaign):
                try checkRevision(campaign.revision, campaigns[campaign.id]?.revision, campaign.id)
                guard campaigns[campaign.id]?.state != .closed || campaign.state == .closed else {
                    throw Violation(.lifeCycle, "\(campaign.id) was closed and is open by \(entry.event)")
                }
            case .standby(let period): try checkStep(period, event)
            case .effect(let effect):
                // The entry that closes an import holds its effects once more, and so do one about a tasking that an effect serves in, and
                // one by which an effect is recalled or ceased.
                if [.rosterImported, .taskingAffected, .effectRecalled, .effectCeased].contains(event), effects[effect.id] == effect {
                    continue
                }
                try checkRevision(effect.revision, effects[effect.id]?.revision, effect.id)
            }
        }
    }

    private func checkRevision(_ revision: Int, _ before: Int?, _ id: some CustomStringConvertible) throws {
        guard revision == (before ?? 0) + 1 else {
            throw Violation(.lifeCycle, "\(id) is at revision \(revision) after \(before ?? 0)")
        }
    }

    private func checkStep(_ request: Request, _ entry: JournalEntry) throws {
        guard let id = request.id else { throw Violation(.lifeCycle, "a request has no id") }
        let before = requests[id]
        try checkRevision(request.revision, before?.revision, id)
        guard LifeCycles.allows(before?.state, request.state) else {
            throw Violation(.lifeCycle, "\(id) was \(before?.state.rawValue ?? "none") and is \(request.state) by \(entry.event)")
        }
        if before == nil {
            let last = requests.keys.filter { $0.nation == id.nation && $0.year == id.year }.map(\.number).max() ?? 0
            guard id.number == last + 1 else { throw Violation(.lifeCycle, "\(id) was minted after number \(last)") }
        }
    }

    private func checkStep(_ tasking: Tasking, _ entry: JournalEntry, _ event: JournalEvent) throws {
        let before = taskings[tasking.id]
        try checkRevision(tasking.revision, before?.revision, tasking.id)
        for (index, element) in tasking.elements.enumerated() {
            let earlier = before.flatMap { $0.elements.indices.contains(index) ? $0.elements[index] : nil }
            // A new element may be agreed to at once only where it is asked for at once, which no call does.
            guard LifeCycles.allows(earlier?.state, element.state) else {
                throw Violation(
                    .lifeCycle,
                    "\(element.text) in \(tasking.id) was \(earlier?.state.rawValue ?? "none") and is \(element.state) by \(entry.event)")
            }
            // Who has moved ends by a reported home alone.
            if element.state == .home, earlier?.state != .home, event != .taskingHome {
                throw Violation(.lifeCycle, "\(element.text) in \(tasking.id) is home by \(entry.event)")
            }
        }
        guard let before else { return }
        let same = zip(before.elements, tasking.elements).allSatisfy {
            $0.subject == $1.subject && $0.batch == $1.batch && $0.period.start == $1.period.start
        }
        guard same, before.elements.count <= tasking.elements.count, before.proposedBy == tasking.proposedBy,
            before.elements.count == tasking.elements.count || event == .taskingBatchProposed
        else { throw Violation(.consent, "\(entry.event) changed who is sent in \(tasking.id)") }
    }

    private mutating func checkStep(_ consent: Consent, _ entry: JournalEntry, _ event: JournalEvent, _ site: Site) throws {
        let place = ConsentPlace(consent)
        let before = consents[place]
        guard LifeCycles.allows(before?.state, consent.state) else {
            throw Violation(.lifeCycle, "\(place) was \(before?.state.rawValue ?? "none") and is \(consent.state) by \(entry.event)")
        }
        if let last = before?.remindedAt, let next = consent.remindedAt, next != last, next < last.adding(seconds: 60 * 15) {
            throw Violation(.lifeCycle, "\(consent.nation) was reminded of \(consent.tasking) at \(last), and again at \(next)")
        }
        let isGiven = consent.decidedBy.count > (before?.decidedBy.count ?? 0)
        guard isGiven, consent.state == .granted || consent.state == .requested else {
            if consent.state == .granted, before?.state != .granted { throw Violation(.consent, "\(place) is granted by nobody") }
            return
        }
        // Whose word it is: the entry's own, and a contact point of that nation's.
        guard let person = consent.decidedBy.last, person.description == entry.principal,
            let who = site.person(named: person.name), who.roles.contains(.ncp), who.nation == consent.nation.description
        else { throw Violation(.consent, "\(place) was granted by \(entry.principal)") }
        guard let tasking = taskings[consent.tasking] else { throw Violation(.consent, "\(place) is about no tasking") }
        guard let present = Terms(consent, in: tasking, self) else { throw Violation(.consent, "\(place) is about no request") }
        let terms = questions[place].map(present.limited) ?? present
        let earlier = grants[place]
        if let earlier, earlier.terms != terms { throw Violation(.consent, "\(place) was granted twice, to different terms") }
        if let asked = questions[place], !asked.isAnswered(by: terms) {
            throw Violation(.consent, "\(place) was granted to other terms than were asked about")
        }
        let conditions = consent.conditions
        if let earlier, earlier.conditions.map({ Array($0.utf8) }) != conditions.map({ Array($0.utf8) }) {
            throw Violation(.twoPersons, "\(place) was granted by two persons under different conditions")
        }
        try checkAnswer(consent, site)
        grants[place] = Grant(people: (earlier?.people ?? []) + [person.description], terms: terms, conditions: conditions)
    }
}
