/// Why a connection is closed without a reply. No reply to such input is defined (UAPI.20, "Connection Lifecycle").
///
/// The description is one clause for the log. What it quotes from the peer is escaped and cut.
public enum CloseReason: Error, Sendable, Equatable {
    /// The text is not JSON.
    case notJSON(reason: String, offset: Int)
    /// The text is JSON, and no object.
    case notAnObject
    /// `method` is absent.
    case noMethod
    /// `method` is not a string.
    case methodNotAString
    /// The method's name has more bytes than any method's.
    case methodTooLong(limit: Int)
    /// `parameters` is neither an object nor null.
    case parametersNotAnObject
    /// A member that the protocol does not define, without the dot of a vendor's extension.
    case unknownMember(String)
    /// An object, at any depth, has the same name twice.
    case duplicateName(String)
    /// An object, at any depth, has more names than any object of a contract.
    case tooManyNames(limit: Int)
    /// The named flag, `more`, `oneway` or `upgrade`, is neither true nor false.
    case flagNotBoolean(String)
    /// More than one of `more`, `oneway` and `upgrade`.
    case twoFlags
    /// The message has more bytes than the limit.
    case tooLong(limit: Int)
    /// A message was begun and not ended in time.
    case tooSlow(limit: Duration)
    /// The program released a call without answering it, so later answers would be out of step.
    case unanswered(method: String)
}

extension CloseReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notJSON(let reason, let offset): "not JSON: \(reason) at byte \(offset)"
        case .notAnObject: "the message is not an object"
        case .noMethod: "no method"
        case .methodNotAString: "the method is not a string"
        case .methodTooLong(let limit): "a method's name of more than \(limit) bytes"
        case .parametersNotAnObject: "the parameters are not an object"
        case .unknownMember(let name): "unknown member \(Self.quoted(name)) beside the parameters"
        case .duplicateName(let name): "the name \(Self.quoted(name)) is there twice"
        case .tooManyNames(let limit): "an object of more than \(limit) names"
        case .flagNotBoolean(let name): "the flag \(name) is neither true nor false"
        case .twoFlags: "more than one of more, oneway and upgrade"
        case .tooLong(let limit): "a message over \(limit) bytes"
        case .tooSlow(let limit): "a message begun and not ended within \(limit)"
        case .unanswered(let method): "no answer was given to \(Self.quoted(method))"
        }
    }

    private static func quoted(_ text: String) -> String { excerpt(text).jsonString() }
}
