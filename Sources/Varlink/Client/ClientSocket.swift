internal import Glibc

/// A connected stream socket that sends and receives whole messages, each within its time.
///
/// Any failure closes it, because a reply that comes too late would be taken for the next one.
final class ClientSocket {
    /// The most bytes of a reply. (The other side limits calls to 16 MiB.)
    static let maximumReply = 64 << 20

    private var descriptor: Int32
    /// Storage for received bytes.
    private var buffer: [UInt8] = []
    /// The range of bytes that are received and not yet handed out.
    private var start = 0, end = 0
    /// The most bytes of storage that are kept while nothing waits in it.
    private static let keptRoom = 1 << 20
    private static let minRoom = 16 << 10

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    convenience init(path: String, within seconds: Int?) throws(ClientError) {
        try self.init(descriptor: UnixSocket.connect(path: path, within: seconds))
    }

    deinit { close() }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }
}

// MARK: - Out

extension ClientSocket {
    /// Sends a message and the NUL byte that ends it.
    func send(_ message: [UInt8], within seconds: Int?) throws(ClientError) {
        let frame = message + [0]
        let deadline = IOTimeout(seconds)
        var sent = 0
        while sent < frame.count {
            let count = frame.withUnsafeBytes { bytes in
                Glibc.send(descriptor, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                try wait(POLLOUT, deadline)
            } else if errno != EINTR {
                throw fail(.closed)
            }
        }
    }
}

// MARK: - In

extension ClientSocket {
    /// Receives the next message and returns the result of `body`, which gets its bytes without the NUL.
    func receive<Value>(
        within seconds: Int?, _ body: (UnsafeRawBufferPointer) -> Result<Value, ClientError>
    ) throws(ClientError) -> Value {
        let deadline = IOTimeout(seconds)
        var scanned = start
        while true {
            if let message = endOfMessage(from: scanned).map({ start..<$0 }) {
                let result = buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[message])) }
                start = message.upperBound + 1
                return try result.get()
            }
            scanned = try fill(deadline)
        }
    }

    private func endOfMessage(from index: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard index < end, let base = bytes.baseAddress else { return nil }
            return memchr(base + index, 0, end - index).map { UnsafeRawPointer($0) - base }
        }
    }

    /// Receives some bytes; returns the index of the first.
    private func fill(_ deadline: IOTimeout) throws(ClientError) -> Int {
        try makeRoom()
        let old = end
        end += try receive(from: old, deadline)
        return old
    }

    /// Makes room after `end`. Where there is none, bytes that wait move to new storage of twice their size.
    private func makeRoom() throws(ClientError) {
        let held = end - start
        guard held <= Self.maximumReply else {
            let reason = "a reply of more than \(Self.maximumReply >> 20) MiB"
            throw fail(.malformed(JSONError(kind: .tooLarge, reason: reason, offset: held)))
        }
        let isEmptied = held == 0 && buffer.count > Self.keptRoom
        guard end == buffer.count || isEmptied else { return }
        let room = min(max(Self.minRoom, 2 * held), Self.maximumReply + Self.minRoom)
        buffer = buffer.withUnsafeBytes { old in
            [UInt8](unsafeUninitializedCapacity: room) { new, count in
                let new = UnsafeMutableRawBufferPointer(new)
                new.copyBytes(from: old[start..<end])
                UnsafeMutableRawBufferPointer(rebasing: new[held..<room]).initializeMemory(as: UInt8.self, repeating: 0)
                count = room
            }
        }
        (start, end) = (0, held)
    }

    /// Waits for bytes and stores them at `index`; returns their number.
    private func receive(from index: Int, _ deadline: IOTimeout) throws(ClientError) -> Int {
        while true {
            if deadline.isSet { try wait(POLLIN, deadline) }
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + index, $0.count - index, 0) }
            if count > 0 { return count }
            if count < 0, errno == EINTR { continue }
            guard count < 0, errno == EAGAIN else { throw fail(.closed) }
            try wait(POLLIN, deadline)
        }
    }

    /// Waits until the socket is ready. Progress does not move the deadline.
    private func wait(_ events: Int32, _ deadline: IOTimeout) throws(ClientError) {
        if deadline.isOver { throw fail(.timedOut) }
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        while true {
            let ready = poll(&entry, 1, deadline.milliseconds)
            if ready > 0 { return }
            if ready == 0 { throw fail(.timedOut) }
            if errno != EINTR { throw fail(.closed) }
        }
    }

    private func fail(_ error: ClientError) -> ClientError {
        close()
        return error
    }
}

/// A time on the monotonic clock; none where a call may take for ever.
private struct IOTimeout {
    private let end: SuspendingClock.Instant?

    init(_ seconds: Int?) {
        end = seconds.map { SuspendingClock.now + .seconds(min(max($0, 0), 1 << 31)) }
    }

    var isSet: Bool { end != nil }
    var isOver: Bool { end.map { SuspendingClock.now >= $0 } ?? false }

    /// The time left, for `poll`, rounded up; -1 waits for ever.
    var milliseconds: Int32 {
        guard let end else { return -1 }
        let left = max(.zero, SuspendingClock.now.duration(to: end))
        return Int32(clamping: Int((left / .milliseconds(1)).rounded(.up)))
    }
}
