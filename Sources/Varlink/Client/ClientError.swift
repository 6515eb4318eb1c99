internal import Glibc

/// Why a call has no result.
public enum ClientError: Error, Sendable {
    /// No service answers at this path.
    case unreachable(path: String, errno: Int32)
    /// The peer has closed the connection, or an earlier failure has.
    case closed
    /// No whole reply came within the time allowed.
    case timedOut
    /// What came is no reply of this method.
    case malformed(JSONError)
    /// The peer answered with an error.
    case remote(RemoteError)
}

extension ClientError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreachable(let path, let code): "\(path): \(String(cString: strerror(code)))"
        case .closed: "the connection was closed before the reply"
        case .timedOut: "no reply in time"
        case .malformed(let error): "not a reply: \(error)"
        case .remote(let error): error.description
        }
    }
}

/// An error reply.
public struct RemoteError: Error, Sendable, Hashable {
    /// Interface and error, such as `org.varlink.service.MethodNotFound`.
    public var name: String
    /// The error's parameters.
    public var parameters: JSONObject

    public init(name: String, parameters: JSONObject = JSONObject()) {
        self.name = name
        self.parameters = parameters
    }

    /// The error as a type; nil where its name or fields are not that type's. Fields that the type does not declare are ignored.
    public func `as`<E: VarlinkErrorReply>(_: E.Type) -> E? {
        name == E.name ? try? E(json: parameters.jsonBytes(), ignoringUnknownFields: true) : nil
    }
}

extension RemoteError: CustomStringConvertible {
    /// The error's message where it has one, otherwise its name and fields.
    public var description: String {
        if let message = parameters["message"]?.stringValue { return message }
        return parameters.members.isEmpty ? name : "\(name) \(parameters.jsonString())"
    }
}
