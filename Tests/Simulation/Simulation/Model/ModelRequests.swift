import CRRTDomain
import CRRTStore
import JournalProof

/// What becomes of taskings when their request changes.
extension Model {
    func checkStep(_ request: Request, _ entry: JournalEntry, _ event: JournalEvent, _ changes: [RecordChange]) throws {
        guard let id = request.id, let earlier = requestsBefore[id] else { return }
        let taskings = (taskingsOf[id] ?? []).compactMap { self.taskings[$0] }
        func fault(_ words: String) -> Violation { Violation(.lifeCycle, "\(id) is \(request.state) by \(entry.event), and \(words)") }
        switch request.state {
        case .closed where earlier.state != .closed, .expired where earlier.state != .expired:
            if let active = taskings.first(where: \.isActive) { throw fault("\(active.id) is \(active.state)") }
        case .cancelled where earlier.state != .cancelled:
            if let tasking = taskings.first(where: { $0.elements.contains(where: \.state.isForward) }) {
                throw fault("\(tasking.id) goes on")
            }
        default: break
        }
        guard event == .requestAmended || event == .requestCorrected else { return }
        let (old, new) = (Terms.label(earlier), Terms.label(request))
        let isRelabelled = old != new
        let isAmended = Terms.agreed(earlier) != Terms.agreed(request)
        // As they were before this entry.
        let held = taskings.map { before[$0.id] ?? $0 }.filter { $0.holdsPeople || $0.state == .returning }
        if let tasking = held.first {
            if isAmended { throw fault("\(tasking.id) is \(tasking.state) under other terms") }
            guard !isRelabelled || (new.classification >= old.classification && Terms.isNarrower(new.releasableTo, than: old.releasableTo))
            else { throw fault("its label is less strict, while \(tasking.id) is \(tasking.state)") }
        }
        guard isAmended || isRelabelled else { return }
        for tasking in taskings where tasking.elements.contains(where: { $0.state.isForward && !$0.wasOrdered }) && tasking.serving.isEmpty
        {
            throw fault("\(tasking.id) still waits for answers to the old terms")
        }
    }

    /// Of the taskings whose nations are to be asked anew, since the label is stricter.
    mutating func owe(_ entry: JournalEntry, _ event: JournalEvent, _ changes: [RecordChange]) throws {
        if event == .termsAsked, let id = try? TaskingID(entry.subject) {
            owed.remove(id)
        } else {
            try checkOwed()
        }
        guard event == .requestAmended else { return }
        for case .request(let request) in changes {
            guard let id = request.id, let earlier = requestsBefore[id], Terms.label(earlier) != Terms.label(request) else { continue }
            owed.formUnion((taskingsOf[id] ?? []).filter { !(taskings[$0]?.serving.isEmpty ?? true) })
        }
    }

    /// Once all entries of a call are read.
    func checkOwed() throws {
        guard let id = owed.sorted().first else { return }
        throw Violation(.consent, "the label of \(id.request) is stricter, and the nations of \(id) were not asked anew")
    }
}

extension Terms {
    /// What a reader needs to be let to read.
    struct Label: Hashable {
        var classification: Classification
        var releasableTo: Set<String>
    }

    static func label(_ request: Request) -> Label {
        Label(classification: request.classification, releasableTo: Set(request.releasableTo))
    }

    static func isNarrower(_ new: Set<String>, than old: Set<String>) -> Bool { old.contains("NATO") || new.isSubset(of: old) }

    /// What nations agree to, without the label.
    static func agreed(_ request: Request) -> Request {
        var request = agreedWithLabel(request)
        (request.classification, request.releasableTo) = (.unclassified, [])
        return request
    }
}
