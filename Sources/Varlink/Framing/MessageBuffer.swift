internal import Glibc

/// Cuts a stream of bytes into messages, each ended by a NUL byte (UAPI.20, "Framing").
///
/// A message is handed out as a range of the buffer, so it is not copied. The range is valid until the next mutation. No byte is searched
/// twice, so a message that arrives byte by byte costs as much as one that arrives whole.
public struct MessageBuffer: Sendable {
    /// The result of ``next()``.
    public enum Next: Sendable, Equatable {
        /// A whole message without its NUL, for ``withMessage(_:_:)``.
        case message(Range<Int>)
        /// No whole message is left.
        case incomplete
        /// The message that begins here is longer than the limit, ended or not.
        case tooLong
    }

    /// The bytes of storage that are kept. What a large message needed beyond it is released.
    private static let keptCapacity = 64 << 10

    /// The most bytes of a message, without its NUL.
    public let limit: Int
    private var bytes: [UInt8] = []
    /// The index of the first message that is not handed out.
    private var head = 0
    /// The index up to which the first message has been searched for its end.
    private var searched = 0

    public init(limit: Int) {
        self.limit = limit
    }

    /// The bytes that wait: messages not handed out, and the beginning of one.
    public var count: Int { bytes.count - head }

    /// Bytes of storage.
    var capacity: Int { bytes.capacity }

    /// Whether the last message has begun and not ended.
    public var endsInsideMessage: Bool { count > 0 && bytes[bytes.count - 1] != 0 }

    /// Adds received bytes.
    ///
    /// - Returns: Whether a message began in these bytes and did not end in them.
    @discardableResult
    public mutating func append(_ new: UnsafeRawBufferPointer) -> Bool {
        guard let base = new.baseAddress, let last = new.last else { return false }
        let wasInside = endsInsideMessage
        dropHandedOut()
        bytes.append(contentsOf: new)
        return last != 0 && (!wasInside || memchr(base, 0, new.count) != nil)
    }

    /// The next whole message, in order of arrival.
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

    /// Calls `body` with the bytes of a message that ``next()`` has just returned.
    ///
    /// - Throws: The error of `body`.
    public func withMessage<Result>(_ message: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[message])) }
    }

    /// Releases the storage of a large message, once it has been handed out and read. Messages that wait are kept.
    public mutating func releaseStorage() {
        if bytes.capacity > Self.keptCapacity { dropHandedOut() }
    }

    private func end() -> Int? {
        bytes.withUnsafeBytes { all in
            guard searched < all.count, let base = all.baseAddress else { return nil }
            return memchr(base + searched, 0, all.count - searched).map { UnsafeRawPointer($0) - base }
        }
    }

    /// Removes messages that were handed out, where few bytes have to move for it.
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
