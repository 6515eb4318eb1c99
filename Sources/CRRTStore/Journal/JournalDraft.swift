public import CRRTDomain
import Varlink

/// A journal entry to be appended: the event, its subject, the records as they are after it, and details.
public struct JournalDraft: Sendable {
    /// Who acts, as the journal names them.
    public var principal: String
    /// What happened.
    public var event: JournalEvent
    /// The id of the record that it is about.
    public var subject: String
    /// The records as they are after it, in the order in which they are applied.
    public var changes: [RecordChange]
    /// Reasons, reports, outcomes and other facts that are not in the records.
    public var detail: [String: String]

    public init(by principal: String, _ event: JournalEvent, _ subject: String, _ changes: [RecordChange], detail: [String: String] = [:]) {
        self.principal = principal
        self.event = event
        self.subject = subject
        self.changes = changes
        self.detail = detail
    }

    /// - Parameter records: the changes' records as JSON, in order, so that each is encoded once for the journal and the rows.
    func payload(_ records: [String]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("changes")
        writer.beginArray()
        for (change, record) in zip(changes, records) { change.encode(record, to: &writer) }
        writer.endArray()
        if !detail.isEmpty { writer.member("detail", detail) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
