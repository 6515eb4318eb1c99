import Synchronization

/// Messages from one thread to another, in order.
final class Mailbox<Message: Sendable>: Sendable {
    let bell: Bell
    private let messages = Mutex<[Message]>([])

    init() throws(Failure) { bell = try Bell() }

    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        bell.ring()
    }

    /// What has come; nothing where nothing has.
    func take() -> [Message] {
        _ = bell.silence()
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }

    /// Waits for messages.
    func wait() -> [Message] {
        while true {
            let messages = take()
            if !messages.isEmpty { return messages }
            bell.wait()
        }
    }
}
