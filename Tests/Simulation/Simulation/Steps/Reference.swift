/// A place in the parameters of a call for an id that an earlier step has got: `{{12.0}}` is the first call's of step 12.
///
/// Ids are numbered as they are minted. Where a step is left out, those after it get other ids, and what refers to them goes with them.
public struct Reference: Sendable, Hashable, CustomStringConvertible {
    /// The step's number, and the call's place in it.
    public var step: Int
    public var call: Int

    public init(_ step: Int, _ call: Int) { (self.step, self.call) = (step, call) }

    public var description: String { "{{\(step).\(call)}}" }

    /// What is asked for where the step has got nothing: an id that no record has.
    static let none = "REQ-ALB-1999-0001"
    /// The folder of the database.
    static let folder = "{{folder}}"

    /// The text with every reference resolved.
    static func resolve(_ text: String, _ known: [Reference: String], folder: String) -> String {
        guard text.contains("{{") else { return text }
        var (resolved, rest) = ("", text[...])
        while let begin = rest.firstRange(of: "{{") {
            resolved += rest[..<begin.lowerBound]
            guard let end = rest[begin.upperBound...].firstRange(of: "}}") else { break }
            let numbers = rest[begin.upperBound..<end.lowerBound].split(separator: ".").compactMap { Int($0) }
            if numbers.count == 2 {
                resolved += known[Reference(numbers[0], numbers[1])] ?? none
            } else {
                resolved += rest[begin.upperBound..<end.lowerBound] == "folder" ? folder : "{{}}"
            }
            rest = rest[end.upperBound...]
        }
        return resolved + rest
    }

    /// The text with every id that is known replaced by a reference to it. Ids stand in quotes.
    static func insert(_ text: String, _ known: [String: Reference]) -> String {
        guard text.contains("-") else { return text }
        return text.split(separator: "\"", omittingEmptySubsequences: false).map { part in
            guard part.utf8.count > 8, let reference = known[String(part)] else { return String(part) }
            return reference.description
        }.joined(separator: "\"")
    }
}
