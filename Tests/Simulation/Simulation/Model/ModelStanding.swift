import CRRTDomain
import CRRTStore
import JournalProof
import Varlink

/// What must hold of the elements of a tasking and of its consents at any time, whatever the last entry has changed.
extension Model {
    /// Who waits is asked about, who agreed has agreed, who serves has the word of both, and what is open is about a person.
    func checkStanding(_ tasking: Tasking) throws {
        let all = (asked[tasking.id] ?? []).compactMap { consents[$0] }
        for element in tasking.elements where element.state.isForward {
            let isServing = element.wasOrdered
            let own: Set<Consent.State> = isServing || element.state == .agreed ? [.granted] : [.requested]
            let host: Set<Consent.State> = isServing ? [.granted] : [.granted, .requested]
            func stands(_ isHost: Bool, _ states: Set<Consent.State>) -> Bool {
                all.contains { consent in
                    (consent.kind == .host) == isHost && (isHost || consent.nation == element.nation) && states.contains(consent.state)
                        && (isServing ? covers(consent, element) : consent.batch == element.batch)
                }
            }
            guard stands(false, own), stands(true, host) else {
                throw Violation(.consent, "\(element.text) in \(tasking.id) is \(element.state), and its consents are not")
            }
        }
        for consent in all where consent.state == .requested || consent.state == .granted {
            let elements = concerned(by: consent, tasking)
            let isOpen = elements.contains { consent.state == .requested ? $0.state.isForward : !$0.state.hasEnded }
            guard isOpen else { throw Violation(.openConsents, "\(ConsentPlace(consent)) is \(consent.state), and its people have left") }
        }
        func isServing(_ element: Element) -> Bool { element.state.isForward && element.wasOrdered }
        if tasking.wasOrdered, !tasking.elements.contains(where: isServing), tasking.elements.contains(where: \.state.isForward) {
            throw Violation(.lifeCycle, "\(tasking.id) waits for people, and all who were ordered have turned back")
        }
    }

    /// Whether its nation's word to its planned time stands.
    func isCovered(_ element: Element, in tasking: Tasking) -> Bool {
        (asked[tasking.id] ?? []).compactMap { consents[$0] }.contains { consent in
            consent.state == .granted && consent.kind != .host && consent.nation == element.nation && covers(consent, element)
        }
    }

    private func covers(_ consent: Consent, _ element: Element) -> Bool {
        grants[ConsentPlace(consent)]?.terms.parts.contains(Terms.Part(element)) ?? false
    }

    private func concerned(by consent: Consent, _ tasking: Tasking) -> [Element] {
        let batch = tasking.elements.filter { $0.batch == consent.batch ?? $0.batch }
        let own = batch.filter { consent.kind == .host || $0.nation == consent.nation }
        // A nation that lends the team and sends no people goes by the proposal as a whole.
        return own.isEmpty ? batch : own
    }

    /// Steps are taken in the planned time, and in their order; remote people do not move, and nothing is closed before all are home.
    func checkTimes(_ tasking: Tasking, _ entry: JournalEntry, _ event: JournalEvent) throws {
        let earlier = before[tasking.id]
        let stated = try detail["at"]?.stringValue.map { try Instant($0) }
        if let stated, stated > entry.at { throw Violation(.lifeCycle, "\(event.rawValue) of \(tasking.id) is to have been at \(stated)") }
        for (index, element) in tasking.elements.enumerated() {
            let old = earlier.flatMap { $0.elements.indices.contains(index) ? $0.elements[index] : nil }
            guard old?.state != element.state else { continue }
            func fault(_ words: String) -> Violation {
                Violation(.lifeCycle, "\(element.text) in \(tasking.id) is \(element.state) \(words): \(element)")
            }
            let step =
                switch element.state {
                case .ordered: element.orderedAt
                case .moving: element.departedAt
                case .onTask: element.begunAt
                case .asked, .agreed, .returning, .home, .out: Instant?.none
                }
            if let step, step >= element.period.end { throw fault("after its planned end") }
            if element.state == .onTask, let step, step < element.period.start { throw fault("before its planned start") }
            if element.state == .moving, requests[tasking.request]?.mode == .remote { throw fault("and works where it is") }
            let last = [element.orderedAt, old?.departedAt, old?.begunAt].compactMap { $0 }.max()
            if let stated, let last, stated < last { throw fault("at a time before its last step") }
        }
        if tasking.closedAt != earlier?.closedAt, event != .taskingClosed || !tasking.abroad.isEmpty {
            throw Violation(.lifeCycle, "\(tasking.id) is closed by \(event.rawValue), and \(tasking.abroad.map(\.text)) are not home")
        }
        if event == .extensionAsked, earlier?.state != .onTask {
            throw Violation(.lifeCycle, "\(tasking.id) was \(earlier?.state.rawValue ?? "none"), and a longer time was asked for")
        }
        try checkOutcomes(tasking, event)
    }

    /// What the use of an effect came to is said once it has turned back, and the word of its nation stands.
    private func checkOutcomes(_ tasking: Tasking, _ event: JournalEvent) throws {
        guard let earlier = before[tasking.id] else { return }
        for (old, new) in zip(earlier.elements, tasking.elements) where old.outcome != new.outcome {
            let hasTurnedBack = new.state == .returning || new.state == .home
            guard event == .taskingOutcome, hasTurnedBack, old.outcome?.nation == nil || new.outcome?.nation != nil else {
                throw Violation(.lifeCycle, "\(new.text) in \(tasking.id) is \(new.state), and its outcome by \(event.rawValue)")
            }
        }
    }

    /// An answer is given in time, to what is asked; what was stated with an earlier one for the same people stays.
    func checkAnswer(_ consent: Consent, _ site: Site) throws {
        let place = ConsentPlace(consent)
        if let decided = consent.decidedAt, decided >= consent.replyBy {
            throw Violation(.consent, "\(place) was granted at \(decided), and lapsed at \(consent.replyBy)")
        }
        let others = (asked[consent.tasking] ?? []).filter { $0 != place }.compactMap { consents[$0] }
        for other in others where other.state == .granted && other.nation == consent.nation && other.kind == consent.kind {
            guard Set(other.notWith).isSubset(of: consent.notWith) else {
                throw Violation(.eligible, "\(place) forgets with whom \(consent.nation)'s people do not serve")
            }
        }
        guard consent.isRenewal, consent.kind != .host, consent.state == .granted, let tasking = taskings[consent.tasking],
            let request = requests[tasking.request]
        else { return }
        for element in tasking.serving where element.nation == consent.nation && now.map({ $0 < element.period.end }) ?? false {
            guard let assignment = element.assignment, request.seats.indices.contains(assignment.seat) else { continue }
            let clearance = experts[assignment.expert]?.clearance?.level ?? .unclassified
            guard clearance >= request.classification else {
                throw Violation(.eligible, "\(consent.nation) agreed that \(element.text) serves under \(request.classification)")
            }
        }
    }
}
