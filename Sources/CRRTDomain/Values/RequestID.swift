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
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let exercise = ["REQ": false, "EXR": true][parts[0]], let nation = try? NationCode(parts[1]),
            let (year, number) = RequestID.numbers(parts[2], parts[3])
        else { throw InvalidField("", "\(quoted(text)) is no request id; they look like REQ-ALB-2026-0001") }
        self.init(nation: nation, year: year, number: number, exercise: exercise)
    }

    static func numbers(_ year: String, _ number: String) -> (Int, Int)? {
        // Compared with its canonical form, because `Int` also accepts a sign and more zeros.
        guard let yearValue = Int(year), padded(yearValue, 4) == year, year.utf8.count == 4,
            let value = Int(number), value > 0, padded(value, 4) == number
        else { return nil }
        return (yearValue, value)
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
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let exercise = ["TSK": false, "EXT": true][parts[0]], let nation = try? NationCode(parts[1]),
            let (year, number) = RequestID.numbers(parts[2], parts[3]), let serial = Int(parts[4]), serial > 0, "\(serial)" == parts[4]
        else { throw InvalidField("", "\(quoted(text)) is no tasking id; they look like TSK-ALB-2026-0001-1") }
        self.init(request: RequestID(nation: nation, year: year, number: number, exercise: exercise), number: serial)
    }

    public var description: String { (request.exercise ? "EXT-" : "TSK-") + request.tail + "-\(number)" }
    public static func < (left: TaskingID, right: TaskingID) -> Bool { (left.request, left.number) < (right.request, right.number) }
}
