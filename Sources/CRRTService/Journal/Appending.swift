import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof

extension Command {
    /// Appends a journal entry with the records as they are after it.
    ///
    /// - Returns: the caller's position of the entry. An invisible entry, such as one about a hidden tasking, does not advance it.
    func append(
        _ event: JournalEvent, _ subject: some CustomStringConvertible, _ changes: [RecordChange], detail: [String: String?] = [:]
    ) throws -> Int {
        let draft = JournalDraft(
            by: caller.principal.description, event, subject.description, changes, detail: detail.compactMapValues { $0 })
        let entry = try transaction.append(draft, at: now)
        if caller.seesEverything { return entry.seq }
        return try transaction.withState(ViewerPositions.self) { try $0.position(after: entry, self) }
    }
}
