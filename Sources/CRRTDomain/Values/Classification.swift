/// NATO security classifications, lowest first.
public enum Classification: String, Sendable, Hashable, Comparable, CaseIterable {
    /// NATO UNCLASSIFIED.
    case unclassified = "NU"
    /// NATO RESTRICTED.
    case restricted = "NR"
    /// NATO CONFIDENTIAL.
    case confidential = "NC"
    /// NATO SECRET.
    case secret = "NS"
    /// COSMIC TOP SECRET.
    case topSecret = "CTS"

    /// 0 for `NU` to 4 for `CTS`.
    public var rank: Int {
        switch self {
        case .unclassified: 0
        case .restricted: 1
        case .confidential: 2
        case .secret: 3
        case .topSecret: 4
        }
    }

    public static func < (left: Classification, right: Classification) -> Bool { left.rank < right.rank }
}

/// What a person may read, and until when.
public struct Clearance: Sendable, Hashable {
    /// The highest classification that they may read.
    public let level: Classification
    /// The last day of the clearance, through its end in UTC. nil, no end, is allowed for `NU` and `NR` only.
    public let validUntil: CalendarDate?

    /// - Throws: `InvalidField` where a level above `NR` has no date.
    public init(level: Classification, validUntil: CalendarDate?) throws(InvalidField) {
        guard validUntil != nil || level <= .restricted else {
            throw InvalidField("validUntil", "is missing; only NU and NR may go without a date")
        }
        self.level = level
        self.validUntil = validUntil
    }

    /// Whether the clearance covers every instant before `end`.
    public func holds(until end: Instant) -> Bool { validUntil.map { end <= $0.endOfDay } ?? true }
}

/// A compartment in addition to the clearance, such as `ATOMAL` or `BOHEMIA`. It is a flag, not a rank.
public struct Access: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 1 to 24 of `A–Z 0–9 -`.
    public let text: String
    /// - Throws: `InvalidField` for other characters or another length.
    public init(_ text: String) throws(InvalidField) {
        let bytes = Array(text.utf8)
        guard (1...24).contains(bytes.count),
            bytes.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else { throw InvalidField("", "\(quoted(text)) is no access; write capitals, such as ATOMAL") }
        self.text = text
    }
    public var description: String { text }
    public static func < (left: Access, right: Access) -> Bool { left.text < right.text }
}
