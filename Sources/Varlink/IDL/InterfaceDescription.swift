/// A Varlink interface as its `.varlink` text describes it: UAPI.20 "Varlink IPC", interface definition.
///
/// ``init(parsing:)`` reads the text, ``description`` prints it in canonical form. Comments are kept as the documentation of what follows
/// them, without the number sign and one space.
public struct InterfaceDescription: Sendable, Hashable {
    /// In reverse-domain form, such as `org.varlink.service`.
    public var name: String
    public var documentation: [String]
    /// In the order of the text.
    public var members: [Member]

    public enum Member: Sendable, Hashable {
        case type(TypeDefinition)
        case method(MethodDefinition)
        case error(ErrorDefinition)

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
    /// `type Seat (…)`: an object or an enumeration with a name.
    public struct TypeDefinition: Sendable, Hashable {
        public var name: String
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
        public var name: String
        public var documentation: [String]
        public var parameters: [Field]
        public var reply: [Field]

        public init(name: String, documentation: [String] = [], parameters: [Field], reply: [Field]) {
            self.name = name
            self.documentation = documentation
            self.parameters = parameters
            self.reply = reply
        }

        /// What the documentation says of the `more` flag, in the words that systemd writes there.
        public var more: MoreSupport {
            if documentation.contains("[Requires 'more' flag]") { return .required }
            return documentation.contains("[Supports 'more' flag]") ? .supported : .never
        }
    }

    /// `error NotEligible (…)`.
    public struct ErrorDefinition: Sendable, Hashable {
        public var name: String
        public var documentation: [String]
        public var fields: [Field]

        public init(name: String, documentation: [String] = [], fields: [Field]) {
            self.name = name
            self.documentation = documentation
            self.fields = fields
        }
    }

    /// `minLevel: int` in an object.
    public struct Field: Sendable, Hashable {
        public var name: String
        public var documentation: [String]
        public var type: FieldType

        public init(name: String, documentation: [String] = [], type: FieldType) {
            self.name = name
            self.documentation = documentation
            self.type = type
        }
    }

    /// One of the words of an enumeration.
    public struct Choice: Sendable, Hashable {
        public var name: String
        public var documentation: [String]

        public init(name: String, documentation: [String] = []) {
            self.name = name
            self.documentation = documentation
        }
    }

    public indirect enum FieldType: Sendable, Hashable {
        case bool, int, float, string
        /// Any JSON object.
        case object
        /// Any JSON value.
        case any
        /// A type of the same interface.
        case named(String)
        case structure([Field])
        case enumeration([Choice])
        case optional(FieldType)
        case array(FieldType)
        /// `[string]T`: an object with any names.
        case dictionary(FieldType)
    }
}

/// Why a text is no interface description, and where; lines and columns (in bytes) count from 1.
public struct IDLError: Error, Sendable, Hashable, CustomStringConvertible {
    public var line: Int
    public var column: Int
    public var reason: String

    public init(line: Int, column: Int, reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    public var description: String { "\(line):\(column): \(reason)" }
}
