/// A call that has been accepted and waits for its answer. Its members may be used from any thread. Replies are sent in the order in which
/// one thread gives them.
///
/// The holder must answer it exactly once and finally, whatever its flags. Releasing it unanswered closes the connection, because later
/// answers would be taken for the missing one.
public protocol PendingCall: AnyObject, Sendable {
    /// The full name, such as `io.crrtd.Requests.Submit`.
    var method: String { get }
    /// The connection that it came on.
    var session: Session { get }
    /// Whether the caller takes a stream of replies.
    var more: Bool { get }
    /// Whether the caller takes no reply. Replies are then dropped.
    var oneway: Bool { get }

    /// Replies with a JSON object.
    ///
    /// - Parameters:
    ///   - parameters: A JSON object.
    ///   - continues: Whether more replies follow. It counts only where `more` was asked for. After a reply without it, the call is over
    ///     and further replies are ignored.
    func send(_ parameters: [UInt8], continues: Bool)

    /// Replies with an error, and ends the call.
    ///
    /// - Parameters:
    ///   - name: The full name of the error.
    ///   - parameters: A JSON object.
    func fail(_ name: String, _ parameters: [UInt8])

    /// Whether the connection has room for another reply. Replies are never refused, so a stream that ignores this costs memory.
    var isWritable: Bool { get }

    /// Calls back once, as soon as there is room. Never where the connection ends first.
    func onWritable(_ body: @escaping @Sendable () -> Void)

    /// Calls back once where the peer goes away before the call is over; at once where it has gone. Dropped when the call is over.
    func onClose(_ body: @escaping @Sendable () -> Void)
}
