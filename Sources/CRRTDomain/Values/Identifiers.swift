/// An identifier that begins with the code of its nation: `EST-0042`, `PRT-CRRT-1`, `SWE-EFF-01`.
///
/// The form is the nation, a dash, and 1 to 24 of `A–Z 0–9 -`. The part after the dash is the nation's own pseudonymous handle.
public protocol NationalIdentifier: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The whole identifier.
    var text: String { get }
    /// The nation that it begins with.
    var nation: NationCode { get }
    /// - Throws: `InvalidField` for another form.
    init(_ text: String) throws(InvalidField)
}

extension NationalIdentifier {
    public var description: String { text }
    // `nation` is a part of `text`, so the text alone decides.
    public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    static func checked(_ text: String, example: String) throws(InvalidField) -> NationCode {
        var copy = text
        let nation = copy.withUTF8 { bytes -> NationCode? in
            let allowed: (UInt8) -> Bool = { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
            guard (5...28).contains(bytes.count), bytes[3] == 0x2D, bytes[4...].allSatisfy(allowed) else { return nil }
            return NationCode(letters: bytes[..<3])
        }
        guard let nation else {
            throw InvalidField("", "\(quoted(text)) is no such id; write the nation, a dash and 1 to 24 of A-Z 0-9 -, such as \(example)")
        }
        return nation
    }
}

/// The handle of an expert, such as `EST-0042`.
public struct ExpertID: NationalIdentifier {
    /// The whole handle.
    public let text: String
    /// The nation that offers the expert.
    public let nation: NationCode
    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        nation = try ExpertID.checked(text, example: "EST-0042")
        self.text = text
    }
}

/// The id of a standing team, such as `EST-CRRT-1`.
public struct TeamID: NationalIdentifier {
    /// The whole id.
    public let text: String
    /// The lead nation.
    public let nation: NationCode
    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        nation = try TeamID.checked(text, example: "EST-CRRT-1")
        self.text = text
    }
}

/// The reference of an effect, such as `EST-EFF-01`.
public struct EffectID: NationalIdentifier {
    /// The whole reference.
    public let text: String
    /// The nation that owns the effect.
    public let nation: NationCode
    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        nation = try EffectID.checked(text, example: "EST-EFF-01")
        self.text = text
    }
}
