import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Command {
    /// Journals one event with the records as they stand after it.
    ///
    /// - Returns: the entry's position as the caller counts them. An entry that they do not see, such as one about a tasking that is hidden
    ///   from them, counts for nothing: it is the position that they had reached before.
    func append(
        _ event: JournalEvent, _ subject: some CustomStringConvertible, _ changes: [RecordChange], detail: [String: String?] = [:]
    ) throws -> Int {
        let draft = JournalDraft(
            by: caller.principal.description, event, subject.description, changes, detail: detail.compactMapValues { $0 })
        let seq = try transaction.append(draft, at: now)
        if caller.seesEverything { return seq }
        return try transaction.withState(JournalPlaces.self) { try $0.position(after: seq, at: transaction.lastTime, self) }
    }
}
