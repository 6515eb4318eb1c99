/// How a method stands to the `more` flag of a call, by which a caller asks for a stream of replies.
public enum MoreSupport: Sendable, Hashable {
    /// One reply, whatever the caller asks for.
    case never
    /// A stream where the caller asks for one, else a single reply: `# [Supports 'more' flag]`.
    case supported
    /// Only a stream; a call without `more` is answered `ExpectedMore`: `# [Requires 'more' flag]`.
    case required
}

/// One method of an interface as a type, made by the generator: what goes in, what comes out, and its full name on the wire.
public protocol VarlinkMethod: Sendable {
    associatedtype Parameters: JSONCodable & Sendable
    associatedtype Reply: JSONCodable & Sendable

    /// Interface and method, such as `org.varlink.service.GetInfo`.
    static var name: String { get }
    static var more: MoreSupport { get }
}

extension VarlinkMethod {
    /// What a method table needs to know of this method.
    public static var descriptor: MethodDescriptor { MethodDescriptor(name: name, more: more) }
}

/// One error of an interface as a value: its fields are the parameters of the error reply.
public protocol VarlinkErrorReply: Error, JSONCodable, Sendable {
    /// Interface and error, such as `org.varlink.service.MethodNotFound`.
    static var name: String { get }
}

/// A method without its types: full name and how it stands to `more`.
public struct MethodDescriptor: Sendable, Hashable {
    public let name: String
    public let more: MoreSupport

    public init(name: String, more: MoreSupport) {
        self.name = name
        self.more = more
    }
}

/// An interface as served: its name, the text that `GetInterfaceDescription` answers with, and all its methods in the order of the text.
public struct VarlinkInterface: Sendable, Hashable {
    public let name: String
    public let text: String
    public let methods: [MethodDescriptor]

    public init(name: String, text: String, methods: [MethodDescriptor]) {
        self.name = name
        self.text = text
        self.methods = methods
    }
}
