import Varlink

/// JSON with line breaks and indentation, for people. `--json` prints the daemon's own bytes.
enum IndentedJSON {
    static func lines(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let object) where !object.members.isEmpty:
            bracketed("{", "}", object.members.map { member in prefixed("\(member.name.jsonString()): ", lines(member.value)) })
        case .array(let elements) where !elements.isEmpty:
            bracketed("[", "]", elements.map(lines))
        default: [value.jsonString()]
        }
    }

    private static func bracketed(_ open: String, _ close: String, _ parts: [[String]]) -> [String] {
        let inner = parts.enumerated().flatMap { index, part in
            let last = part.count - 1
            return part.enumerated().map { "  " + $1 + ($0 == last && index < parts.count - 1 ? "," : "") }
        }
        return [open] + inner + [close]
    }

    private static func prefixed(_ name: String, _ lines: [String]) -> [String] {
        [name + (lines.first ?? "")] + lines.dropFirst()
    }
}
