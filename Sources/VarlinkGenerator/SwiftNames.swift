import Varlink

/// How the names of an interface become names in Swift.
enum SwiftNames {
    /// A field or the word of an enumeration, as it is; in backticks where Swift has another use for it.
    static func value(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// The type nested for a field that describes its own: `replyState` and `reply_state` give `ReplyState`. The few names that would hide
    /// something the generated code needs get the ending `Value`.
    static func nestedType(_ field: String) -> String {
        let name = field.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return reservedTypes.contains(name) ? name + "Value" : name
    }

    /// Whether a type, method, error or file may not have this name.
    static func isReserved(_ name: String) -> Bool {
        reservedTypes.contains(name)
    }

    /// Names of types that generated code uses, and those that the language keeps for itself.
    private static let reservedTypes: Set<String> = [
        "Any", "Array", "Bool", "CaseIterable", "Dictionary", "Double", "Error", "Hashable", "Int", "JSONCodable", "JSONError",
        "JSONFields", "JSONObject", "JSONReader", "JSONValue", "JSONWriter", "MoreSupport", "Optional", "Protocol", "Self", "Sendable",
        "String", "Type", "VarlinkErrorReply", "VarlinkInterface", "VarlinkMethod",
    ]

    private static let keywords: Set<String> = [
        "Any", "Protocol", "Self", "Type", "actor", "as", "associatedtype", "async", "await", "borrowing", "break", "case", "catch",
        "class", "consuming", "continue", "default", "defer", "deinit", "do", "each", "else", "enum", "extension", "fallthrough", "false",
        "fileprivate", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "open", "operator",
        "package", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "sending", "some",
        "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]
}
