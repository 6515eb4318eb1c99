import Synchronization

/// Messages from other threads to one thread, in order.
final class Mailbox<Message: Sendable>: Sendable {
    let wakeup: WakeupPipe
    private let messages = Mutex<[Message]>([])

    init() throws(Failure) { wakeup = try WakeupPipe() }

    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        wakeup.wake()
    }

    /// Takes the messages that have come; an empty list if there are none.
    func take() -> [Message] {
        _ = wakeup.drain()
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }

    /// Blocks until there are messages, and takes them.
    func wait() -> [Message] {
        while true {
            let messages = take()
            if !messages.isEmpty { return messages }
            wakeup.wait()
        }
    }
}
