/// A method's support of the `more` flag, by which a caller asks for a stream of replies.
public enum MoreSupport: Sendable, Hashable {
    /// Always one reply.
    case never
    /// A stream where the caller asks for one, otherwise one reply: `# [Supports 'more' flag]`.
    case supported
    /// Only a stream. A call without `more` is answered with `ExpectedMore`: `# [Requires 'more' flag]`.
    case required
}

/// A method of an interface as a type: its parameters, its reply, and its full name. The generator makes these types.
public protocol VarlinkMethod: Sendable {
    /// What the caller sends.
    associatedtype Parameters: JSONCodable & Sendable
    /// What the service answers.
    associatedtype Reply: JSONCodable & Sendable

    /// Interface and method, such as `org.varlink.service.GetInfo`.
    static var name: String { get }
    /// Whether it can answer with a stream.
    static var more: MoreSupport { get }
}

extension VarlinkMethod {
    /// The method without its types.
    public static var descriptor: MethodDescriptor { MethodDescriptor(name: name, more: more) }
}

/// An error of an interface as a value. Its fields are the parameters of the error reply.
public protocol VarlinkErrorReply: Error, JSONCodable, Sendable {
    /// Interface and error, such as `org.varlink.service.MethodNotFound`.
    static var name: String { get }
}

/// A method without its types.
public struct MethodDescriptor: Sendable, Hashable {
    /// The full name, such as `org.varlink.service.GetInfo`.
    public let name: String
    /// Whether it can answer with a stream.
    public let more: MoreSupport

    public init(name: String, more: MoreSupport) {
        self.name = name
        self.more = more
    }
}

/// An interface as it is served.
public struct VarlinkInterface: Sendable, Hashable {
    /// The interface's name, such as `org.varlink.service`.
    public let name: String
    /// The description that `GetInterfaceDescription` answers with.
    public let text: String
    /// The methods in the order of the text.
    public let methods: [MethodDescriptor]

    public init(name: String, text: String, methods: [MethodDescriptor]) {
        self.name = name
        self.text = text
        self.methods = methods
    }
}
