import Varlink
import Yams

/// Why a text cannot be read as YAML. Line and column count from 1; nil if unknown.
struct YAMLReadError: Error {
    let reason: String
    var line: Int?
    var column: Int?

    init(reason: String, _ node: Node? = nil) {
        self.reason = reason
        (line, column) = (node?.mark?.line, node?.mark?.column)
    }

    /// The parser's complaint as one clause.
    init(_ error: any Error, in text: String) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            reason = "cannot be read as YAML: " + (context.map { "\($0.text) " } ?? "") + problem
            (line, column) = (mark.line, mark.column)
        case .duplicatedKeysInMapping(let keys, let context):
            reason = "'\(keys.first.map { "\($0)" } ?? "")' is given twice"
            (line, column) = (context.mark.line, context.mark.column)
        case .reader(let problem, let offset, _, _):
            reason = "cannot be read as YAML: " + problem
            line = offset.map { text.utf8.prefix($0).count { $0 == 0x0A } + 1 }
        default: reason = "cannot be read as YAML: \(error)"
        }
    }

    var json: JSONObject {
        var object: JSONObject = ["reason": .string(reason)]
        object["line"] = line.map { .integer(Int64($0)) }
        object["column"] = column.map { .integer(Int64($0)) }
        return object
    }
}
