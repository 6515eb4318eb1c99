internal import Glibc

/// Cuts a stream of bytes into messages, each ended by one NUL byte (UAPI.20, "Framing").
///
/// A message is handed out as its place in the buffer, so that nothing is copied twice; the place is good until the next mutation.
/// Nothing is searched twice either: a message that arrives byte by byte costs as much as one that arrives whole.
public struct MessageBuffer: Sendable {
    /// What ``next()`` found.
    public enum Next: Sendable, Equatable {
        /// A whole message without its NUL, for ``withMessage(_:_:)``.
        case message(Range<Int>)
        /// No whole message is left.
        case incomplete
        /// The message that begins here is longer than the limit, whether its end has come or not.
        case tooLong
    }

    /// Bytes of storage kept when there is nothing in it; what a large message needed beyond it is given back.
    private static let keptCapacity = 64 << 10

    /// Bytes a message may have, its NUL not counted.
    public let limit: Int
    private var bytes: [UInt8] = []
    /// Where the first message not yet handed out begins.
    private var head = 0
    /// Up to where the first message has been searched for its end.
    private var searched = 0

    public init(limit: Int) {
        self.limit = limit
    }

    /// Bytes that wait: messages not yet handed out, and the beginning of one.
    public var count: Int { bytes.count - head }

    /// Bytes of storage.
    var capacity: Int { bytes.capacity }

    /// Whether the last message has begun and not ended.
    public var endsInsideMessage: Bool { count > 0 && bytes[bytes.count - 1] != 0 }

    /// Adds what was read. True if a message began in these bytes and did not end in them.
    @discardableResult
    public mutating func append(_ new: UnsafeRawBufferPointer) -> Bool {
        guard let base = new.baseAddress, let last = new.last else { return false }
        let wasInside = endsInsideMessage
        dropHandedOut()
        bytes.append(contentsOf: new)
        return last != 0 && (!wasInside || memchr(base, 0, new.count) != nil)
    }

    /// The next whole message, in the order of arrival.
    public mutating func next() -> Next {
        if let end = end() {
            guard end - head <= limit else { return .tooLong }
            let message = head..<end
            head = end + 1
            searched = head
            return .message(message)
        }
        searched = bytes.count
        if count > limit { return .tooLong }
        dropHandedOut()
        return .incomplete
    }

    /// Lends the bytes of a message that ``next()`` has just handed out.
    public func withMessage<Result>(_ message: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[message])) }
    }

    /// Gives back what a large message needed, once it has been handed out and whoever took it has all that he wants of it. Messages that
    /// wait stay.
    public mutating func letGo() {
        if bytes.capacity > Self.keptCapacity { dropHandedOut() }
    }

    private func end() -> Int? {
        bytes.withUnsafeBytes { all in
            guard searched < all.count, let base = all.baseAddress else { return nil }
            return memchr(base + searched, 0, all.count - searched).map { UnsafeRawPointer($0) - base }
        }
    }

    /// Forgets messages handed out, where that moves few bytes: all of them, or more than what is still waiting.
    private mutating func dropHandedOut() {
        guard head > 0, head >= count else { return }
        if head == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
        } else {
            bytes.removeSubrange(..<head)
        }
        searched -= head
        head = 0
    }
}
