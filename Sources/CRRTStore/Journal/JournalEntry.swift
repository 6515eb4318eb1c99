public import CRRTDomain
import Crypto
import Varlink

/// One accepted mutation, as the hash chain holds it.
public struct JournalEntry: Sendable, Hashable {
    /// From 1, without gaps.
    public var seq: Int
    public var at: Instant
    public var principal: String
    public var event: String
    /// The id of the record that the mutation is about.
    public var subject: String
    /// The exact text that was hashed: `{"changes":[…],"detail":{…}}`.
    public var payload: String
    public var previousHash: [UInt8]
    public var hash: [UInt8]

    /// What the first entry follows: 32 zero bytes.
    static let genesis = [UInt8](repeating: 0, count: 32)

    /// The years 0001 to 9999: what an instant can be written as.
    private static let writableTimes: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    /// Whether the entry is the one that its hash names and follows the entry of `previous`.
    public func holds(after previous: [UInt8], seq expected: Int) -> Bool {
        seq == expected && previousHash == previous && JournalEntry.writableTimes.contains(at.milliseconds) && hash == computedHash()
    }

    /// SHA-256 (FIPS 180-4) over the previous hash and the canonical entry.
    func computedHash() -> [UInt8] {
        var sha = SHA256()
        sha.update(data: previousHash)
        sha.update(data: canonical())
        return Array(sha.finalize())
    }

    /// The entry's members in this order, written without spaces; the payload is spliced in as it was stored.
    private func canonical() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("seq", seq)
        writer.member("at", at.description)
        writer.member("principal", principal)
        writer.member("event", event)
        writer.member("subject", subject)
        writer.key("payload")
        writer.raw(payload.utf8)
        writer.endObject()
        return writer.bytes
    }
}

/// What a use case has decided: the event, its subject, the records as they stand after it, and why.
public struct JournalDraft: Sendable {
    public var principal: String
    public var event: JournalEvent
    public var subject: String
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
