import Glibc

/// Copies bytes both ways between a peer (two descriptors, or one socket) and the daemon's socket, until the daemon closes its side.
///
/// It waits in `poll` and never blocks on one side while the other is ready, without setting O_NONBLOCK: that flag would also change the
/// standard streams of other programs that share them. The daemon's socket is used with MSG_DONTWAIT, and at most PIPE_BUF bytes at a
/// time are written to the peer, which a pipe that is ready accepts without blocking (pipe(7)).
struct ByteRelay {
    private static let bufferSize = 1 << 16
    private static let pipeBuffer = 4096

    let input: Int32
    let output: Int32
    let daemon: Int32

    private var toDaemon: [UInt8] = []
    private var toPeer: [UInt8] = []
    private var inputIsOpen = true
    private var daemonIsOpen = true
    private var hasShutDown = false
    private var chunk = [UInt8](repeating: 0, count: bufferSize)

    init(input: Int32, output: Int32, daemon: Int32) {
        self.input = input
        self.output = output
        self.daemon = daemon
    }

    /// Relays until the daemon has closed its side and everything it sent is written, or until writing to the peer fails.
    ///
    /// - Returns: 0, or the `errno` of the write that failed.
    @discardableResult
    mutating func run() -> Int32 {
        while daemonIsOpen || !toPeer.isEmpty {
            var entries = [
                pollfd(fd: wants(input, inputIsOpen && toDaemon.count < ByteRelay.bufferSize), events: Int16(POLLIN), revents: 0),
                pollfd(fd: wants(output, !toPeer.isEmpty), events: Int16(POLLOUT), revents: 0),
                pollfd(fd: wants(daemon, daemonIsOpen), events: daemonEvents, revents: 0),
            ]
            guard poll(&entries, nfds_t(entries.count), -1) > 0 else { continue }
            if entries[0].revents != 0 { readInput() }
            if entries[1].revents != 0, !writeOutput() { return errno }
            if entries[2].revents & Int16(POLLOUT) != 0 { sendToDaemon() }
            if entries[2].revents & ~Int16(POLLOUT) != 0 { receiveFromDaemon() }
            shutDownIfDone()
        }
        return 0
    }

    /// poll(2) ignores negative descriptors.
    private func wants(_ descriptor: Int32, _ condition: Bool) -> Int32 { condition ? descriptor : -1 }

    private var daemonEvents: Int16 {
        (toPeer.count < ByteRelay.bufferSize ? Int16(POLLIN) : 0) | (toDaemon.isEmpty ? 0 : Int16(POLLOUT))
    }

    private mutating func readInput() {
        let count = read(input, &chunk, chunk.count)
        if count > 0 {
            toDaemon += chunk[..<count]
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            inputIsOpen = false
        }
    }

    private mutating func sendToDaemon() {
        let count = toDaemon.withUnsafeBytes { send(daemon, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL)) }
        if count > 0 {
            toDaemon.removeFirst(count)
        } else if count < 0, errno != EINTR, errno != EAGAIN {
            // The daemon reads no more. What it has sent is still relayed.
            toDaemon = []
            inputIsOpen = false
        }
    }

    private mutating func receiveFromDaemon() {
        guard toPeer.count < ByteRelay.bufferSize else { return }
        let count = recv(daemon, &chunk, chunk.count, Int32(MSG_DONTWAIT))
        if count > 0 {
            toPeer += chunk[..<count]
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            daemonIsOpen = false
        }
    }

    /// - Returns: false if the peer is gone.
    private mutating func writeOutput() -> Bool {
        let count = toPeer.withUnsafeBytes { write(output, $0.baseAddress, min($0.count, ByteRelay.pipeBuffer)) }
        if count > 0 { toPeer.removeFirst(count) }
        return count >= 0 || errno == EINTR || errno == EAGAIN
    }

    /// Passes the end of the peer's input on to the daemon, once. The daemon may still answer.
    private mutating func shutDownIfDone() {
        guard !inputIsOpen, toDaemon.isEmpty, !hasShutDown else { return }
        hasShutDown = true
        shutdown(daemon, Int32(SHUT_WR))
    }
}
