/// The id of a request, `REQ-ALB-2026-0001`. Ids are numbered per nation and year, so that no nation learns how much the others ask.
///
/// Exercise instances mint `EXR-…`, so that real and exercise ids cannot collide.
public struct RequestID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The requesting nation.
    public let nation: NationCode
    /// The year in which it was minted, UTC.
    public let year: Int
    /// From 1, counted per nation and year.
    public let number: Int
    /// Whether an exercise instance minted it.
    public let exercise: Bool

    public init(nation: NationCode, year: Int, number: Int, exercise: Bool) {
        self.nation = nation
        self.year = year
        self.number = number
        self.exercise = exercise
    }

    /// - Throws: `InvalidField` for another form. An id has one spelling: four digits of year, at least four of number.
    public init(_ text: String) throws(InvalidField) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 4, let id = RequestID(parts[...], real: "REQ", exercise: "EXR") else {
            throw InvalidField("", "\(quoted(text)) is no request id; they look like REQ-ALB-2026-0001")
        }
        self = id
    }

    /// - Parameters:
    ///   - parts: the prefix, the nation, the year and the number.
    ///   - real: the prefix of real ids.
    ///   - exercise: the prefix of ids of an exercise.
    init?(_ parts: ArraySlice<Substring.UTF8View>, real: StaticString, exercise: StaticString) {
        let parts = Array(parts)
        func begins(_ prefix: StaticString) -> Bool { prefix.withUTF8Buffer { parts[0].elementsEqual($0) } }
        guard begins(real) || begins(exercise), let nation = NationCode(letters: parts[1]),
            parts[2].count == 4, let year = RequestID.number(parts[2], width: 4),
            let number = RequestID.number(parts[3], width: 4), number > 0
        else { return nil }
        self.init(nation: nation, year: year, number: number, exercise: begins(exercise))
    }

    /// The number that digits spell in its canonical form: with zeros in front up to a width, and with no sign.
    static func number(_ digits: Substring.UTF8View, width: Int) -> Int? {
        guard digits.count == width || digits.count > width && digits.first != UInt8(ascii: "0") else { return nil }
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isStillTooLarge) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            if isTooLarge || isStillTooLarge { return nil }
            number = sum
        }
        return number
    }

    public var description: String { (exercise ? "EXR-" : "REQ-") + tail }
    var tail: String { "\(nation)-\(padded(year, 4))-\(padded(number, 4))" }

    public static func < (left: RequestID, right: RequestID) -> Bool {
        (left.exercise ? 0 : 1, left.nation, left.year, left.number) < (right.exercise ? 0 : 1, right.nation, right.year, right.number)
    }
}

/// The id of a tasking, `TSK-ALB-2026-0001-1` (`EXT-…` in an exercise): the id of its request, and a number.
public struct TaskingID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The request that the tasking answers.
    public let request: RequestID
    /// From 1, counted per request.
    public let number: Int

    public init(request: RequestID, number: Int) {
        self.request = request
        self.number = number
    }

    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 5, let request = RequestID(parts[..<4], real: "TSK", exercise: "EXT"),
            let number = RequestID.number(parts[4], width: 1), number > 0
        else { throw InvalidField("", "\(quoted(text)) is no tasking id; they look like TSK-ALB-2026-0001-1") }
        self.init(request: request, number: number)
    }

    public var description: String { (request.exercise ? "EXT-" : "TSK-") + request.tail + "-\(number)" }
    public static func < (left: TaskingID, right: TaskingID) -> Bool { (left.request, left.number) < (right.request, right.number) }
}
