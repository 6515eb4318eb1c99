import CRRTDomain
import CRRTProtocol
import JournalProof
import SimulatedDisk
import Varlink

/// Calls, with what goes wrong meanwhile, and what callers do about it.
extension World {
    /// One step of calls.
    func call(_ requests: [SimulatedRequest], _ step: Step) throws {
        let before = model.head.seq
        let expected = requests.count == 1 ? requests.first.map { expectation(of: $0) } : nil
        var outcomes = try exchange(requests, trouble: step.trouble, followsPages: requests.first?.followsPages ?? false)
        try follow()
        if outcomes.contains(where: { $0.kind == .unknown }) { try clear(&outcomes, before) }
        for (place, outcome) in outcomes.enumerated() { note(outcome, as: Reference(step.number, place)) }
        if let expected, let outcome = outcomes.first { try check(outcome, against: expected) }
        lastOutcomes = outcomes
        try checkEntries(of: &outcomes)
        // What is asked beside a change is answered as of before or after it.
        let isSettled = outcomes.count == 1 || !outcomes.contains(where: \.changes)
        for outcome in outcomes { try take(outcome, isSettled: isSettled) }
    }

    /// One call by itself, to its last reply.
    func ask(_ request: SimulatedRequest, trouble: Trouble? = nil) throws -> Outcome {
        let outcomes = try exchange([request], trouble: trouble)
        return outcomes[0]
    }

    /// Has the calls answered, one process and what follows it.
    private func exchange(_ requests: [SimulatedRequest], trouble: Trouble?, followsPages: Bool = false) throws -> [Outcome] {
        guard let process else { throw Violation(.starts, "nothing runs") }
        let resolved = requests.map { Reference.resolve($0.parameters, minted, folder: disk.folder) }
        for (request, parameters) in zip(requests, resolved) { typeCall(request, parameters) }
        arm(trouble)
        let calls = zip(requests, resolved).map { process.begin($0, $1) }
        if case .kill(let pieces) = trouble {
            for _ in 0..<pieces where !process.background.runOne() { break }
        } else {
            process.background.run()
        }
        let outcomes = zip(zip(requests, resolved), calls).map { Outcome($0.0, $0.1, by: principal(of: $0.0), $1) }
        for outcome in outcomes { hear(outcome) }
        disarm()
        if case .kill = trouble { try fall(.everything) }
        if disk.isFrozen || self.process?.isBroken ?? true { try recover() }
        if trouble == nil, !isFull, !isAway { try checkAnswered(outcomes) }
        if followsPages, outcomes.count == 1 { return [try pages(outcomes[0])] }
        return outcomes
    }

    func typeCall(_ request: SimulatedRequest, _ parameters: String) {
        guard let type else { return }
        let name = site.person(request.caller)?.name ?? (request.caller == Cast.root ? "root" : "a stranger")
        for line in Typing.call(request, parameters, by: name) { type(line) }
    }

    func hear(_ outcome: Outcome) {
        // Signatures, and the journal's own id, are drawn by the system.
        let isDrawn = [Journal.Export.name, Journal.Verify.name].contains(outcome.request.method)
        for reply in outcome.replies {
            digest.add((reply.error ?? "").utf8)
            if !isDrawn { digest.add(masked(reply.json)) }
        }
        coverage.count(outcome)
        tell?(
            "\(outcome.principal) \(outcome.request.method) \(outcome.parameters.prefix(300)) -> "
                + (outcome.replies.last.map { ($0.error ?? "") + String(decoding: $0.json.prefix(300), as: UTF8.self) } ?? "no answer"))
    }

    private func checkAnswered(_ outcomes: [Outcome]) throws {
        for outcome in outcomes {
            guard let last = outcome.replies.last, !last.continues else {
                throw Violation(
                    .answered, "\(outcome.request.method) was not answered: \(process?.background.waitingText ?? "nothing runs")")
            }
            if ["InternalError", "StorageFull", "StorageGone", "OutcomeUnknown"].contains(outcome.error ?? "") || outcome.kind == .unknown {
                throw Violation(.answered, "\(outcome.request.method) was answered \(String(decoding: last.json, as: UTF8.self))")
            }
        }
    }

    /// A caller who does not know whether their call was done repeats it with its key until they know.
    private func clear(_ outcomes: inout [Outcome], _ before: Int) throws {
        for place in outcomes.indices where outcomes[place].kind == .unknown {
            let outcome = outcomes[place]
            guard outcome.changes, outcome.key != nil else { continue }
            coverage.count(event: "repeated: the outcome was unknown")
            let again = try ask(outcome.request)
            try follow()
            outcomes[place].kind = again.kind
            outcomes[place].replies = again.replies
        }
    }

    // MARK: - What a call must come to

    /// What is known of a call before it is made.
    struct Expectation {
        var receipt: Receipts.Expected
        var before: Int
        /// Whether the caller would be admitted at all.
        var person: Person?
        /// Whether it is a nation's recall of its own people, which no role may refuse.
        var mustBeDone = false
    }

    private func expectation(of request: SimulatedRequest) -> Expectation {
        let parameters = Reference.resolve(request.parameters, minted, folder: disk.folder)
        let key = (try? JSONObject(json: parameters))?["idempotencyKey"]?.stringValue
        let receipt = key.map {
            model.receipts.expected(.init(principal: principal(of: request), key: $0), request, parameters, at: clock.latest)
        }
        var expectation = Expectation(receipt: receipt ?? .nothing, before: model.head.seq, person: person(of: request))
        if request.method == Taskings.Recall.name, let person = expectation.person, let object = try? JSONObject(json: parameters) {
            expectation.mustBeDone = model.mustRecall(object, by: person)
        }
        return expectation
    }

    private func check(_ outcome: Outcome, against expected: Expectation) throws {
        switch expected.receipt {
        case .either: return
        case .nothing:
            guard expected.mustBeDone, !hasMetTrouble, !isFull, !isAway else { return }
            if let error = outcome.error {
                let reply = String(decoding: outcome.answer, as: UTF8.self)
                throw Violation(.recall, "\(outcome.principal) may recall \(outcome.parameters), and was answered \(error) \(reply)")
            }
            guard outcome.kind == .done, !outcome.request.rehearses else { return }
            for expert in outcome.recalledHandles.compactMap({ try? ExpertID($0) }) {
                let left = model.taskings.values.first { $0.elements.contains { $0.expert == expert && $0.state.isForward } }
                if let left { throw Violation(.recall, "\(expert) was recalled, and goes on in \(left.id)") }
            }
        case .answer(let answer):
            if outcome.kind == .unknown || Self.isAboutRights(outcome.error) { return }
            guard outcome.kind == .done, Receipts.nameless(outcome.answer) == Receipts.nameless(answer) else {
                throw Violation(
                    .repeated,
                    "\(outcome.request.method) was answered \(String(decoding: answer, as: UTF8.self)), and repeated "
                        + "\(outcome.error ?? "") \(String(decoding: outcome.answer, as: UTF8.self))")
            }
            if model.fresh.contains(where: { $0.principal == outcome.principal }) {
                throw Violation(.repeated, "\(outcome.request.method) was done again")
            }
            coverage.count(event: "repeated: the first answer")
        case .refusal:
            if outcome.kind == .done {
                throw Violation(.repeated, "\(outcome.request.method) was done with a key that was used for another call")
            }
            coverage.count(event: "repeated: another call")
        }
    }

    /// Errors that come before anybody looks for a receipt, or instead of it.
    private static func isAboutRights(_ error: String?) -> Bool {
        ["PermissionDenied", "StorageFull", "StorageGone", "Busy", "InternalError", "InvalidParameter"].contains(error ?? "")
    }

    /// Each call that was done has its entry, and no other has one.
    private func checkEntries(of outcomes: inout [Outcome]) throws {
        var left = model.fresh.filter { $0.principal != "clock" }
        func take(_ outcome: Outcome, about subject: String?) -> Bool {
            let place = left.firstIndex { note in
                note.principal == outcome.principal && (subject == nil || note.subject == subject)
                    && JournalEvent(rawValue: note.event).map { outcome.method?.events.contains($0) ?? false } ?? false
            }
            if let place { left.remove(at: place) }
            return place != nil
        }
        let places = outcomes.indices.filter { outcomes[$0].changes && (outcomes[$0].kind == .done || outcomes[$0].kind == .unknown) }
        let changes = places.map { outcomes[$0] }
        for place in places.sorted(by: { (outcomes[$0].replies.last?.number ?? .max) < (outcomes[$1].replies.last?.number ?? .max) }) {
            let outcome = outcomes[place]
            outcomes[place].isRepetition = isRepetition(outcome)
            // A call whose receipt was too old may have been done again, with the same answer.
            if outcomes[place].isRepetition, let key = receiptKey(of: outcome), model.receipts.mayBeGone(key, at: clock.latest),
                subjects(of: outcome).filter({ take(outcome, about: $0) }).count > 0
            {
                model.receipts.remove(key)
                outcomes[place].isRepetition = false
                if outcome.kind == .done { keepReceipt(outcome) }
                continue
            }
            if outcome.kind == .done { keepReceipt(outcome) }
            if outcomes[place].isRepetition || isNothingNew(outcome) { continue }
            if !subjects(of: outcome).allSatisfy({ take(outcome, about: $0) }), outcome.kind == .done {
                throw Violation(.done, "\(outcome.request.method) by \(outcome.principal) was done and has no entry")
            }
        }
        // An import writes an entry for each record, a changed offer one for each tasking that it serves in, a recall of experts one for
        // each tasking that they are recalled from, a stricter label one for each tasking whose nations are asked anew, and that of a
        // campaign one for each request that loses its link.
        let importers = Set(changes.filter { $0.request.method == Roster.Import.name }.map(\.principal))
        let offerers = Set(changes.filter { $0.request.method.hasPrefix(Roster.interface.name) }.map(\.principal))
        let recallers = Set(changes.filter { !$0.recalledHandles.isEmpty }.map(\.principal))
        let amenders = Set(changes.filter { $0.request.method == Requests.Amend.name }.map(\.principal))
        let correctors = Set(changes.filter { $0.request.method == Campaigns.Correct.name }.map(\.principal))
        let offers: Set<JournalEvent> = [.expertPut, .teamPut, .effectPut, .expertOffer, .teamOffer, .effectOffer]
        left.removeAll { note in
            guard let event = JournalEvent(rawValue: note.event) else { return false }
            return (importers.contains(note.principal) && offers.contains(event))
                || (offerers.contains(note.principal) && event == .taskingAffected)
                || (recallers.contains(note.principal) && (event == .taskingRecalled || event == .taskingCeased))
                || (amenders.contains(note.principal) && event == .termsAsked)
                || (correctors.contains(note.principal) && event == .requestCorrected)
        }
        if let note = left.first {
            throw Violation(
                .refused, "entry \(note.seq), \(note.event) of \(note.subject) by \(note.principal), was acknowledged to nobody")
        }
    }

    /// What the entries of a call are about, one each; nil: whatever it is. Recalls are told apart by it: of those of one person that are
    /// made together, the first must not take the entries of the others.
    private func subjects(of outcome: Outcome) -> [String?] {
        let handles = outcome.recalledHandles
        if !handles.isEmpty { return handles }
        switch outcome.request.method {
        case Taskings.Recall.name, Taskings.Cease.name: return [outcome.parameter("id")]
        case Consents.Revoke.name: return [outcome.parameter("tasking")]
        default: return [nil]
        }
    }

    /// Whether it has been answered from a receipt.
    private func isRepetition(_ outcome: Outcome) -> Bool {
        guard let key = receiptKey(of: outcome), let receipt = model.receipts.all[key] else { return false }
        return receipt.answer == outcome.answer || Receipts.nameless(receipt.answer) == Receipts.nameless(outcome.answer)
    }

    private func receiptKey(of outcome: Outcome) -> Receipts.Key? {
        outcome.key.map { .init(principal: outcome.principal, key: $0) }
    }

    /// An answer that says that there was nothing to do.
    private func isNothingNew(_ outcome: Outcome) -> Bool {
        [Roster.Import.name, Standby.Import.name].contains(outcome.request.method) && outcome.reply?["seq"] == nil
    }
}
