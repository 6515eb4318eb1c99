import Varlink

/// The Swift types of the fields of one interface.
struct TypeNames {
    static let plainConformances = "JSONCodable, Sendable, Hashable"

    /// The enumeration that contains everything generated for the interface. Named types are qualified with it, because a nested type may
    /// have the same name.
    let namespace: String
    let recursion: RecursionCheck

    func name(of type: InterfaceDescription.FieldType, field: String) -> String {
        switch type {
        case .bool: "Bool"
        case .int: "Int"
        case .float: "Double"
        case .string: "String"
        case .object: "JSONObject"
        case .any: "JSONValue"
        case .named(let name): "\(namespace).\(name)"
        case .structure, .enumeration: nested(field)
        case .optional(let inner): name(of: inner, field: field) + "?"
        case .array(let element): "[\(name(of: element, field: field))]"
        case .dictionary(let value): "[String: \(name(of: value, field: field))]"
        }
    }

    /// The name of the nested type of a field that declares its type inline. It must differ from the namespace.
    func nested(_ field: String) -> String {
        let name = SwiftNames.nestedType(field)
        return name == namespace ? name + "Value" : name
    }

    /// The type in the form that an initialiser can be called on.
    func constructor(_ type: String) -> String {
        type.hasSuffix("?") ? "(\(type))" : type
    }

    /// The type that a field declares inline, inside its containers; nil if it names a type.
    static func inlineBody(_ type: InterfaceDescription.FieldType) -> InterfaceDescription.FieldType? {
        switch type {
        case .structure, .enumeration: type
        case .optional(let inner), .array(let inner), .dictionary(let inner): inlineBody(inner)
        default: nil
        }
    }
}
