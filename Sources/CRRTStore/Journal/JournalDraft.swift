public import CRRTDomain
import Varlink

/// What a use case has decided: the event, its subject, the records as they stand after it, and why.
public struct JournalDraft: Sendable {
    /// Who acts, as the journal names them.
    public var principal: String
    /// What happened.
    public var event: JournalEvent
    /// The id of the record that it is about.
    public var subject: String
    /// The records as they stand after it, in the order in which they are applied.
    public var changes: [RecordChange]
    /// Reasons, reports, outcomes: what a reader of the journal wants to know beside the records.
    public var detail: [String: String]

    public init(by principal: String, _ event: JournalEvent, _ subject: String, _ changes: [RecordChange], detail: [String: String] = [:]) {
        self.principal = principal
        self.event = event
        self.subject = subject
        self.changes = changes
        self.detail = detail
    }

    /// `records`: the changes' own texts, in their order, so that each is written once for the journal and the rows.
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
