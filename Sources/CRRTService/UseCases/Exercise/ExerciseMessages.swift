import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Context {
    /// Checks that this is an exercise instance. A real one has no such messages.
    func checkExercise() throws {
        guard !site.exercise else { return }
        throw Exercise.NotAnExercise(
            message: "this is a real instance, and no exercise: everything in it is real; ask for help with crrtctl request submit")
    }
}

extension Command {
    /// A new message by the caller.
    func message(
        _ kind: ExerciseMessage.Kind, text: String, classification: Classification = .unclassified, to: [String] = ["all"],
        request: String? = nil, at: Instant? = nil
    ) throws -> ExerciseMessage {
        let number = try drawNumber(from: ExerciseMessageID.drawnNumbers, for: text) { try rows.hasExerciseMessage($0) }
        guard let number else {
            throw Refusal.illegal("message", state: "none", event: "add", "no free number was drawn; repeat")
        }
        do throws(InvalidField) {
            var readers: [Reader] = []
            for (index, reader) in to.enumerated() {
                do { readers.append(try Reader(reader)) } catch { throw error.within("to[\(index)]") }
            }
            var subject: RequestID?
            if let request { do { subject = try RequestID(request) } catch { throw error.within("request") } }
            return try ExerciseMessage(
                ExerciseMessageID(kind, number: number), text: text, classification: classification, to: readers, request: subject, at: at,
                by: caller.principal, addedAt: now)
        } catch { throw Refusal.invalid(error) }
    }

    /// A message after an event by the caller.
    ///
    /// - Throws: `NotAnExercise`; `NoSuchRecord`, or `IllegalTransition` where its state does not allow the event.
    func message(
        _ text: String, _ kind: ExerciseMessage.Kind, _ event: ExerciseMessageLifecycle.Event
    ) throws -> ExerciseMessage {
        try checkExercise()
        guard let id = try? ExerciseMessageID(text), id.kind == kind, let message = try rows.exerciseMessage(id) else {
            throw Refusal.noSuch(kind == .inject ? "inject" : "no-duff", text)
        }
        do { return try message.after(event, by: caller.principal, at: now) } catch { throw Refusal.illegal(id, error) }
    }
}

extension Query {
    /// Messages of a kind that pass a filter.
    func messages(
        _ kind: ExerciseMessage.Kind, state: ExerciseMessage.State?, after: String?, _ count: Int, _ budget: ReadBudget,
        keep: (ExerciseMessage) throws -> Bool
    ) throws -> RecordBatch<ExerciseMessage> {
        try filtered(
            after: after, count: count, budget,
            read: { after, limit in
                let last = try after.map { text throws(InvalidField) in try ExerciseMessageID(text).number } ?? 0
                return try rows.exerciseMessages(kind, state: state, after: last, limit: limit)
            }, position: { $0.id.description }, keep: keep)
    }

    /// An inject as the caller is told it: who planned it, when and for when is for exercise control and the auditor, and the request that
    /// it is about for those who see that.
    func shown(_ inject: ExerciseMessage) throws -> Exercise.Message {
        var shown = Exercise.Message(inject)
        if caller.hasAny(of: [.excon, .auditor]) { return shown }
        (shown.by, shown.endedBy, shown.at) = (nil, nil, nil)
        shown.addedAt = shown.releasedAt ?? shown.addedAt
        if let request = inject.request, try !sees(request: request) { shown.request = nil }
        return shown
    }
}
