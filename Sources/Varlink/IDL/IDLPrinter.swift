extension InterfaceDescription: CustomStringConvertible {
    /// The canonical text. Members are separated by an empty line. What fits on a line stands on one; else each field has a line.
    public var description: String {
        var text = IDLPrinter.comments(documentation, indent: "") + "interface \(name)\n"
        for member in members {
            text += "\n" + IDLPrinter.member(member)
        }
        return text
    }
}

/// Prints the parts of an interface description.
enum IDLPrinter {
    private static let width = 100

    static func member(_ member: InterfaceDescription.Member) -> String {
        switch member {
        case .type(let type):
            comments(type.documentation, indent: "") + fitting("type \(type.name) ") { body(type.body, $0, indent: "") }
        case .method(let method):
            comments(method.documentation, indent: "") + self.method(method)
        case .error(let error):
            comments(error.documentation, indent: "") + fitting("error \(error.name) ") { fields(error.fields, $0, indent: "") }
        }
    }

    static func comments(_ lines: [String], indent: String) -> String {
        lines.map { indent + ($0.isEmpty ? "#\n" : "# \($0)\n") }.joined()
    }

    /// Breaks the reply first, and then the parameters too.
    private static func method(_ method: InterfaceDescription.MethodDefinition) -> String {
        let flat = fields(method.parameters, .flat, indent: "")
        let tall = fields(method.parameters, .tall, indent: "")
        let start = "method \(method.name)"
        if let flat, let reply = fields(method.reply, .flat, indent: ""), fits(start + flat + " -> " + reply) {
            return start + flat + " -> " + reply + "\n"
        }
        let reply = fields(method.reply, .tall, indent: "") ?? "()"
        if let flat, fits(start + flat + " -> (") { return start + flat + " -> " + reply + "\n" }
        return start + (tall ?? "()") + " -> " + reply + "\n"
    }

    private enum Form { case flat, tall }

    /// The flat form where there is one and it fits, otherwise the tall one.
    private static func fitting(_ start: String, _ body: (Form) -> String?) -> String {
        if let flat = body(.flat), fits(start + flat) { return start + flat + "\n" }
        return start + (body(.tall) ?? "()") + "\n"
    }

    private static func fits(_ line: String) -> Bool { line.utf8.count <= width }

    private static func fields(_ fields: [InterfaceDescription.Field], _ form: Form, indent: String) -> String? {
        body(.structure(fields), form, indent: indent)
    }

    /// An object or an enumeration in parentheses; nil where comments inside leave no flat form.
    private static func body(_ type: InterfaceDescription.FieldType, _ form: Form, indent: String) -> String? {
        let inner = form == .flat ? "" : indent + "  "
        var entries: [(documentation: [String], text: String)] = []
        switch type {
        case .structure(let fields):
            for field in fields {
                guard let text = fieldType(field.type, form, indent: inner, start: inner + field.name + ": ") else { return nil }
                entries.append((field.documentation, "\(field.name): \(text)"))
            }
        case .enumeration(let choices):
            entries = choices.map { ($0.documentation, $0.name) }
        default:
            return fieldType(type, form, indent: indent, start: "")
        }
        if entries.isEmpty { return "()" }
        guard form == .tall else {
            guard entries.allSatisfy({ $0.documentation.isEmpty }) else { return nil }
            return "(" + entries.map(\.text).joined(separator: ", ") + ")"
        }
        let lines = entries.map { comments($0.documentation, indent: inner) + inner + $0.text }
        return "(\n" + lines.joined(separator: ",\n") + "\n\(indent))"
    }

    /// A type. Inside a tall body it is flat where that fits its line.
    private static func fieldType(_ type: InterfaceDescription.FieldType, _ form: Form, indent: String, start: String) -> String? {
        switch type {
        case .bool: return "bool"
        case .int: return "int"
        case .float: return "float"
        case .string: return "string"
        case .object: return "object"
        case .any: return "any"
        case .named(let name): return name
        case .optional(let type): return fieldType(type, form, indent: indent, start: start + "?").map { "?" + $0 }
        case .array(let type): return fieldType(type, form, indent: indent, start: start + "[]").map { "[]" + $0 }
        case .dictionary(let type): return fieldType(type, form, indent: indent, start: start + "[string]").map { "[string]" + $0 }
        case .structure, .enumeration:
            let flat = body(type, .flat, indent: indent)
            if form == .flat { return flat }
            if let flat, fits(start + flat + ",") { return flat }
            return body(type, .tall, indent: indent)
        }
    }
}
