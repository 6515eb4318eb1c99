extension InterfaceDescription {
    /// Constructs that the grammar allows and some peers refuse, each with its place; empty where there are none.
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
    private static func issues(_ body: FieldType, at place: String) -> [String] {
        guard case .structure(let fields) = body else { return [] }
        return fields.flatMap { field in issues(ofField: field.type, at: "\(place) \(field.name)") }
    }

    private static func issues(ofField type: FieldType, at place: String) -> [String] {
        switch type {
        case .bool, .int, .float, .string, .object, .named, .enumeration: []
        case .any: ["\(place): peers do not know any; use object"]
        case .structure([]): ["\(place): peers do not take () in a field; name the type"]
        case .structure: issues(type, at: place)
        case .optional(let inner): issues(ofField: inner, at: place)
        case .array(let element), .dictionary(let element): issues(ofElement: element, at: place) + issues(ofField: element, at: place)
        }
    }

    private static func issues(ofElement element: FieldType, at place: String) -> [String] {
        switch element {
        case .optional: ["\(place): peers do not take nullable elements"]
        case .array, .dictionary: ["\(place): peers do not take a container in a container; name the inner type"]
        default: []
        }
    }
}
