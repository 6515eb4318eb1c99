/// A ``PendingCall`` with the types of its method.
public struct Call<Method: VarlinkMethod>: Sendable {
    /// The call.
    public let pending: any PendingCall

    public init(pending: any PendingCall) {
        self.pending = pending
    }

    /// Whether the caller takes a stream of replies.
    public var more: Bool { pending.more }

    /// Sends the only or last reply.
    public func reply(_ reply: Method.Reply) {
        pending.send(reply.jsonBytes(), continues: false)
    }

    /// Sends a reply that others follow. Only where ``more``.
    public func stream(_ reply: Method.Reply) {
        pending.send(reply.jsonBytes(), continues: true)
    }

    /// Ends the call with an error.
    public func fail(_ error: some VarlinkErrorReply) {
        pending.fail(error)
    }
}

extension PendingCall {
    /// Ends the call with an error.
    public func fail(_ error: some VarlinkErrorReply) {
        fail(type(of: error).name, error.jsonBytes())
    }
}
