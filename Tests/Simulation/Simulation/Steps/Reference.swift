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
        var (resolved, rest) = ("", text[...])
        while let begin = firstPair("{", in: rest) {
            guard let end = firstPair("}", in: rest[begin.upperBound...]) else { break }
            resolved += rest[..<begin.lowerBound]
            let inside = rest[begin.upperBound..<end.lowerBound]
            let numbers = inside.utf8.split(separator: UInt8(ascii: ".")).compactMap { Int(Substring($0)) }
            if numbers.count == 2 {
                resolved += known[Reference(numbers[0], numbers[1])] ?? none
            } else {
                resolved += inside == "folder" ? folder : "{{}}"
            }
            rest = rest[end.upperBound...]
        }
        return resolved + rest
    }

    /// The steps whose ids a text refers to, in order.
    static func steps(in text: String) -> [Int] {
        text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.split(separator: ".").first.flatMap { Int($0) }
        }
    }

    /// Where an ASCII character first stands twice. By bytes, because by characters it takes longer than some calls.
    private static func firstPair(_ character: Unicode.Scalar, in text: Substring) -> Range<String.Index>? {
        let (bytes, byte) = (text.utf8, UInt8(ascii: character))
        var place = bytes.startIndex
        while let first = bytes[place...].firstIndex(of: byte) {
            let second = bytes.index(after: first)
            if second < bytes.endIndex, bytes[second] == byte { return first..<bytes.index(after: second) }
            place = second
        }
        return nil
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
