/// A Varlink interface as its `.varlink` text describes it (UAPI.20, "Interface Definition").
///
/// ``init(parsing:)`` reads the text, ``description`` writes it in canonical form. A comment is the documentation of what follows it,
/// without the number sign and one space.
public struct InterfaceDescription: Sendable, Hashable {
    /// In reverse-domain form, such as `org.varlink.service`.
    public var name: String
    /// The comment lines above `interface`.
    public var documentation: [String]
    /// In the order of the text.
    public var members: [Member]

    /// A definition in an interface.
    public enum Member: Sendable, Hashable {
        case type(TypeDefinition)
        case method(MethodDefinition)
        case error(ErrorDefinition)

        /// The name of the definition.
        public var name: String {
            switch self {
            case .type(let definition): definition.name
            case .method(let definition): definition.name
            case .error(let definition): definition.name
            }
        }
    }

    public init(name: String, documentation: [String] = [], members: [Member]) {
        self.name = name
        self.documentation = documentation
        self.members = members
    }
}

extension InterfaceDescription {
    /// `type Seat (…)`: a named object or enumeration.
    public struct TypeDefinition: Sendable, Hashable {
        /// Begins with a capital.
        public var name: String
        /// The comment lines above it.
        public var documentation: [String]
        /// Either ``FieldType/structure(_:)`` or ``FieldType/enumeration(_:)``.
        public var body: FieldType

        public init(name: String, documentation: [String] = [], body: FieldType) {
            self.name = name
            self.documentation = documentation
            self.body = body
        }
    }

    /// `method Get(…) -> (…)`.
    public struct MethodDefinition: Sendable, Hashable {
        /// Begins with a capital.
        public var name: String
        /// The comment lines above it.
        public var documentation: [String]
        /// What the caller sends.
        public var parameters: [Field]
        /// What the service answers.
        public var reply: [Field]

        public init(name: String, documentation: [String] = [], parameters: [Field], reply: [Field]) {
            self.name = name
            self.documentation = documentation
            self.parameters = parameters
            self.reply = reply
        }

        /// The support of the `more` flag that the documentation states, in systemd's words.
        public var more: MoreSupport {
            if documentation.contains("[Requires 'more' flag]") { return .required }
            return documentation.contains("[Supports 'more' flag]") ? .supported : .never
        }
    }

    /// `error NotEligible (…)`.
    public struct ErrorDefinition: Sendable, Hashable {
        /// Begins with a capital.
        public var name: String
        /// The comment lines above it.
        public var documentation: [String]
        /// The parameters of the error.
        public var fields: [Field]

        public init(name: String, documentation: [String] = [], fields: [Field]) {
            self.name = name
            self.documentation = documentation
            self.fields = fields
        }
    }

    /// `minLevel: int`: a field of an object.
    public struct Field: Sendable, Hashable {
        /// Begins with a letter.
        public var name: String
        /// The comment lines above it, and the one at the end of its line.
        public var documentation: [String]
        /// The type of its values.
        public var type: FieldType

        public init(name: String, documentation: [String] = [], type: FieldType) {
            self.name = name
            self.documentation = documentation
            self.type = type
        }
    }

    /// A word of an enumeration.
    public struct Choice: Sendable, Hashable {
        /// The word as it stands on the wire.
        public var name: String
        /// The comment lines above it, and the one at the end of its line.
        public var documentation: [String]

        public init(name: String, documentation: [String] = []) {
            self.name = name
            self.documentation = documentation
        }
    }

    /// The type of a field, or the body of a named type.
    public indirect enum FieldType: Sendable, Hashable {
        /// A type that the language names. An `int` has 64 bits with a sign, a `float` is a double.
        case bool, int, float, string
        /// Any JSON object.
        case object
        /// Any JSON value.
        case any
        /// A type of the same interface.
        case named(String)
        /// `(name: type, …)`: an object with these fields.
        case structure([Field])
        /// `(one, two, …)`: one of these words, which is a string on the wire.
        case enumeration([Choice])
        /// `?T`: the value may be absent or null.
        case optional(FieldType)
        /// `[]T`.
        case array(FieldType)
        /// `[string]T`: an object with any names.
        case dictionary(FieldType)
    }
}

/// Why a text is no interface description, and where.
public struct IDLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// In bytes, from 1.
    public var column: Int
    /// What is wrong, as one clause.
    public var reason: String

    public init(line: Int, column: Int, reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    public var description: String { "\(line):\(column): \(reason)" }
}
