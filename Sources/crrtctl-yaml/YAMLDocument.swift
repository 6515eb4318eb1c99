import Varlink
import Yams

/// One YAML document as JSON, with the place of every value.
///
/// YAML 1.2's JSON schema (chapter 10.2), narrowed: `null`, `~` and nothing are null, `true` and `false` truth values, whole numbers
/// without leading zeros numbers. All else is text as it is written, so that `NO` stays a word and `0011` a language profile.
struct YAMLDocument {
    private var value = JSONValue.null
    private var places: [JSONValue] = []

    init(_ bytes: [UInt8]) throws(YAMLFault) {
        // A byte order mark is no part of the text.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: bytes, as: UTF8.self) else { throw YAMLFault(reason: "is not UTF-8") }
        let root: Node?
        do { root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() } catch { throw YAMLFault(error, in: text) }
        if let root { value = try json(root, "", key: nil) }
    }

    var json: JSONObject { ["value": value, "places": .array(places)] }

    private mutating func json(_ node: Node, _ path: String, key: Node?) throws(YAMLFault) -> JSONValue {
        places.append(YAMLDocument.place(path, node, key ?? node))
        switch node {
        case .scalar(let scalar): return YAMLDocument.value(scalar)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for (index, element) in sequence.enumerated() { elements.append(try json(element, "\(path)[\(index)]", key: nil)) }
            return .array(elements)
        case .mapping(let mapping): return .object(try members(mapping, path))
        case .alias: throw YAMLFault(reason: "an alias (*name) cannot be used here", node)
        }
    }

    private mutating func members(_ mapping: Node.Mapping, _ path: String) throws(YAMLFault) -> JSONObject {
        var object = JSONObject()
        for (key, child) in mapping {
            guard case .scalar(let name) = key else { throw YAMLFault(reason: "a key must be a single word", key) }
            guard object[name.string] == nil else { throw YAMLFault(reason: "'\(name.string)' is given twice", key) }
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
            // A number is one where it would be written so again.
            guard let number = Int64(text), String(number) == text else { return .string(text) }
            return .integer(number)
        }
    }

    private static func place(_ path: String, _ node: Node, _ key: Node) -> JSONValue {
        [
            "path": .string(path), "line": number(node.mark?.line), "column": number(node.mark?.column),
            "keyLine": number(key.mark?.line), "keyColumn": number(key.mark?.column),
        ]
    }

    private static func number(_ place: Int?) -> JSONValue { .integer(Int64(place ?? 1)) }
}
