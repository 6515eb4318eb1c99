internal import Glibc

/// Why a call has no result.
public enum ClientError: Error, Sendable {
    /// Nobody answers at this path.
    case unreachable(path: String, errno: Int32)
    /// The peer, or an earlier failure on this connection, has closed it.
    case closed
    /// No whole reply within the time allowed.
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

/// An error reply as it came.
public struct RemoteError: Error, Sendable, Hashable {
    /// Interface and error, such as `org.varlink.service.MethodNotFound`.
    public var name: String
    public var parameters: JSONObject

    public init(name: String, parameters: JSONObject = JSONObject()) {
        self.name = name
        self.parameters = parameters
    }

    /// The error as this type where it is one by name and fields, else nil. Fields the type does not know do not matter.
    public func `as`<E: VarlinkErrorReply>(_: E.Type) -> E? {
        name == E.name ? try? E(json: parameters.jsonBytes(), ignoringUnknownFields: true) : nil
    }
}

extension RemoteError: CustomStringConvertible {
    /// The message for people where there is one, else the name with the fields.
    public var description: String {
        if let message = parameters["message"]?.stringValue { return message }
        return parameters.members.isEmpty ? name : "\(name) \(parameters.jsonString())"
    }
}
