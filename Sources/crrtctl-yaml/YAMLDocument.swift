import Varlink
import Yams

/// A YAML document as JSON, with the location of every value.
///
/// The types are those of YAML 1.2's JSON schema (chapter 10.2), narrowed: null is `null`, `~` or empty, booleans are `true` and `false`,
/// numbers are integers without leading zeros. Everything else is text as written, so that `NO` stays a word and `0011` a language profile.
struct YAMLDocument {
    private var value = JSONValue.null
    private var locations: [JSONValue] = []

    init(_ bytes: [UInt8]) throws(YAMLReadError) {
        // Drop a byte order mark.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: bytes, as: UTF8.self) else { throw YAMLReadError(reason: "is not UTF-8") }
        let root: Node?
        do { root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() } catch { throw YAMLReadError(error, in: text) }
        if let root { value = try json(root, "", key: nil) }
    }

    var json: JSONObject { ["value": value, "places": .array(locations)] }

    private mutating func json(_ node: Node, _ path: String, key: Node?) throws(YAMLReadError) -> JSONValue {
        locations.append(YAMLDocument.location(path, node, key ?? node))
        switch node {
        case .scalar(let scalar): return YAMLDocument.value(scalar)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for (index, element) in sequence.enumerated() { elements.append(try json(element, "\(path)[\(index)]", key: nil)) }
            return .array(elements)
        case .mapping(let mapping): return .object(try members(mapping, path))
        case .alias: throw YAMLReadError(reason: "an alias (*name) cannot be used here", node)
        }
    }

    private mutating func members(_ mapping: Node.Mapping, _ path: String) throws(YAMLReadError) -> JSONObject {
        var object = JSONObject()
        for (key, child) in mapping {
            guard case .scalar(let name) = key else { throw YAMLReadError(reason: "a key must be a single word", key) }
            guard object[name.string] == nil else { throw YAMLReadError(reason: "'\(name.string)' is given twice", key) }
            object[name.string] = try json(child, path.isEmpty ? name.string : path + "." + name.string, key: key)
        }
        return object
    }

    private static func value(_ scalar: Node.Scalar) -> JSONValue {
        guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
        switch scalar.string {
        case "", "~", "null": return .null
        case "true": return true
        case "false": return false
        case let text:
            // Only in the canonical form, so that writing it again gives the same text.
            guard let number = Int64(text), String(number) == text else { return .string(text) }
            return .integer(number)
        }
    }

    private static func location(_ path: String, _ node: Node, _ key: Node) -> JSONValue {
        [
            "path": .string(path), "line": number(node.mark?.line), "column": number(node.mark?.column),
            "keyLine": number(key.mark?.line), "keyColumn": number(key.mark?.column),
        ]
    }

    private static func number(_ mark: Int?) -> JSONValue { .integer(Int64(mark ?? 1)) }
}
