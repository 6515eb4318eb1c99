import Varlink

/// The differences between two records, field by field, with the contract's names.
enum FieldDifference {
    typealias Difference = (field: String, old: String, new: String)

    /// The text for no value. A value with this text is quoted.
    private static let nothing = "nothing"

    /// The differing fields in order of the new record, with full paths: `skills.GX-SKL-001`, `offer.validUntil`.
    ///
    /// - Parameter indexed: the lists that are compared element by element: `seats[0].minLevel`. Other lists are compared as one field.
    static func between(_ old: JSONObject, _ new: JSONObject, indexed: Set<String> = []) -> [Difference] {
        var old = old
        var new = new
        for name in indexed {
            old[name] = old[name].map(byIndex)
            new[name] = new[name].map(byIndex)
        }
        return changes("", .object(old), .object(new)).map { change in
            (change.field.replacing(".[", with: "["), change.old, change.new)
        }
    }

    /// A list as an object with a member for each element: `[0]`.
    private static func byIndex(_ list: JSONValue) -> JSONValue {
        guard let elements = list.arrayValue else { return list }
        return .object(JSONObject(elements.enumerated().map { .init(name: "[\($0)]", value: $1) }))
    }

    private static func changes(_ path: String, _ old: JSONValue?, _ new: JSONValue?) -> [Difference] {
        if path == "revision" || isSame(old, new) { return [] }
        guard old?.objectValue != nil || new?.objectValue != nil else { return [(path, words(old), words(new))] }
        let (before, after) = (values(old), values(new))
        let names = members(new).map(\.name) + members(old).map(\.name).filter { after[$0] == nil }
        return names.flatMap { changes(path.isEmpty ? $0 : path + "." + $0, before[$0], after[$0]) }
    }

    private static func members(_ value: JSONValue?) -> [JSONObject.Member] { value?.objectValue?.members ?? [] }

    /// By name: a map may have hundreds of members, and an import thousands of maps.
    private static func values(_ value: JSONValue?) -> [String: JSONValue] {
        Dictionary(members(value).map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// Whether both have the same bytes. Swift's `==` ignores how an accented letter is composed.
    private static func isSame(_ old: JSONValue?, _ new: JSONValue?) -> Bool { old == new && old?.jsonBytes() == new?.jsonBytes() }

    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text != nothing && !text.contains { $0.isWhitespace || $0 == "," || $0 == "\"" }
    }

    /// Words and numbers as they are, other texts quoted, lists of texts with commas; `nothing` where there is no value.
    private static func words(_ value: JSONValue?) -> String {
        switch value {
        case nil: return nothing
        case .string(let text)? where isPlain(text): return text
        case .array(let elements)? where !elements.isEmpty && elements.allSatisfy { $0.stringValue != nil }:
            return elements.map(words).joined(separator: ", ")
        case let value?: return value.jsonString()
        }
    }
}
