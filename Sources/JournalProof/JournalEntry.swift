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
    public static let genesis = [UInt8](repeating: 0, count: 32)

    /// The years 0001 to 9999: what an instant can be written as.
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

    /// Whether its time can be written at all; one that cannot was never written by a daemon.
    var hasWritableTime: Bool { JournalEntry.writableTimes.contains(at.milliseconds) }

    /// Whether the entry is the one that its hash names and follows the entry of `previous`.
    public func holds(after previous: [UInt8], seq expected: Int) -> Bool {
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

    /// The entry's members in this order, written without spaces; the payload is spliced in as it was stored.
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
