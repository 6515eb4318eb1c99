extension InterfaceDescription {
    /// Constructs that the grammar allows and some peers refuse, each with its path; empty where there are none.
    ///
    /// systemd's parser drops the whole interface over one of them (measured with versions 257 and 262).
    public var portabilityIssues: [String] {
        members.flatMap { member in
            switch member {
            case .type(let type): Self.issues(type.body, at: type.name)
            case .method(let method):
                Self.issues(.structure(method.parameters), at: method.name) + Self.issues(.structure(method.reply), at: "\(method.name) ->")
            case .error(let error): Self.issues(.structure(error.fields), at: error.name)
            }
        }
    }

    /// The issues of a whole body. Bodies of members may be empty.
    private static func issues(_ body: FieldType, at path: String) -> [String] {
        guard case .structure(let fields) = body else { return [] }
        return fields.flatMap { field in issues(ofField: field.type, at: "\(path) \(field.name)") }
    }

    private static func issues(ofField type: FieldType, at path: String) -> [String] {
        switch type {
        case .bool, .int, .float, .string, .object, .named, .enumeration: []
        case .any: ["\(path): peers do not know any; use object"]
        case .structure([]): ["\(path): peers do not take () in a field; name the type"]
        case .structure: issues(type, at: path)
        case .optional(let inner): issues(ofField: inner, at: path)
        case .array(let element), .dictionary(let element): issues(ofElement: element, at: path) + issues(ofField: element, at: path)
        }
    }

    private static func issues(ofElement element: FieldType, at path: String) -> [String] {
        switch element {
        case .optional: ["\(path): peers do not take nullable elements"]
        case .array, .dictionary: ["\(path): peers do not take a container in a container; name the inner type"]
        default: []
        }
    }
}
