/// A call that has been accepted and waits for its answer. All members may be used from any thread; replies leave in the order in which
/// they were given by one thread.
///
/// Whoever holds it answers it once and finally, whatever its flags. Letting go of it unanswered closes the connection, since every later
/// answer would be taken for the missing one.
public protocol PendingCall: AnyObject, Sendable {
    /// The full name, `io.crrtd.Requests.Submit`.
    var method: String { get }
    var session: Session { get }
    /// The caller takes a stream of replies.
    var more: Bool { get }
    /// The caller takes no reply; replies are swallowed.
    var oneway: Bool { get }

    /// Replies with a JSON object. With `continues` more replies follow, which counts only where `more` was asked for; without it the call
    /// is over and everything later is ignored.
    func send(_ parameters: [UInt8], continues: Bool)

    /// Replies with an error, by its full name, and a JSON object; the call is over.
    func fail(_ name: String, _ parameters: [UInt8])

    /// False while more waits to be read by the peer than the connection may queue. Replies are never refused; a stream that goes on
    /// regardless costs memory.
    var isWritable: Bool { get }

    /// Calls back once: when there is room again, at once if there is. Not if the connection ends first.
    func onWritable(_ body: @escaping @Sendable () -> Void)

    /// Calls back once if the peer goes away before the call is over, at once if it has gone. Dropped when the call is over.
    func onClose(_ body: @escaping @Sendable () -> Void)
}
