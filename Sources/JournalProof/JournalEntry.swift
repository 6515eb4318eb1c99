public import CRRTDomain
import Crypto
import Varlink

/// An accepted change, as an entry of the hash chain.
public struct JournalEntry: Sendable, Hashable {
    /// From 1, without gaps.
    public var seq: Int
    /// When it was accepted.
    public var at: Instant
    /// Who made it: name and uid, as `Principal.description` writes them.
    public var principal: String
    /// What happened: a `JournalEvent`.
    public var event: String
    /// The id of the record that the change is about.
    public var subject: String
    /// The exact text that was hashed: `{"changes":[…],"detail":{…}}`.
    public var payload: String
    /// The hash of the entry before; `genesis` for the first.
    public var previousHash: [UInt8]
    /// The hash of this entry, 32 bytes.
    public var hash: [UInt8]

    /// The previous hash of the first entry: 32 zero bytes.
    public static let genesis = [UInt8](repeating: 0, count: 32)

    /// The years 0001 to 9999 in milliseconds. RFC 3339 cannot express others.
    private static let writableTimes: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    public init(
        seq: Int, at: Instant, principal: String, event: String, subject: String, payload: String, previousHash: [UInt8], hash: [UInt8]
    ) {
        self.seq = seq
        self.at = at
        self.principal = principal
        self.event = event
        self.subject = subject
        self.payload = payload
        self.previousHash = previousHash
        self.hash = hash
    }

    /// Whether RFC 3339 can express its time. No daemon has written an entry with another.
    var hasWritableTime: Bool { JournalEntry.writableTimes.contains(at.milliseconds) }

    /// Whether the entry has this number, this previous hash, and the hash of its content.
    public func isValid(after previous: [UInt8], seq expected: Int) -> Bool {
        seq == expected && previousHash == previous && hasWritableTime && hash == computedHash()
    }

    /// SHA-256 (FIPS 180-4) over the previous hash and the canonical entry.
    public func computedHash() -> [UInt8] { JournalEntry.hash(canonical(), after: previousHash) }

    static func hash(_ canonical: some Sequence<UInt8>, after previous: [UInt8]) -> [UInt8] {
        var sha = SHA256()
        sha.update(data: previous)
        sha.update(data: Array(canonical))
        return Array(sha.finalize())
    }

    /// The members in this order, as JSON without spaces. The payload is inserted as it was stored.
    func canonical() -> [UInt8] {
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
