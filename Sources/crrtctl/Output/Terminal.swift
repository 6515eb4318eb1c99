import Glibc
import Synchronization

/// The three standard streams.
enum Terminal {
    static let input: Int32 = 0
    static let output: Int32 = 1
    static let errors: Int32 = 2

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Whether both are the same terminal, file or pipe.
    static func isSame(_ left: Int32, _ right: Int32) -> Bool {
        var (one, other) = (stat(), stat())
        return fstat(left, &one) == 0 && fstat(right, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino
            && one.st_rdev == other.st_rdev
    }

    /// Whether programs can move the cursor on the terminal, by `TERM`.
    static var obeys: Bool {
        guard let kind = getenv("TERM").map({ String(cString: $0) }) else { return false }
        return !kind.isEmpty && kind != "dumb"
    }

    /// Columns of standard output where it is a terminal, else nil.
    static var columns: Int? {
        var size = winsize()
        guard isTerminal(output), ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return nil }
        return Int(size.ws_col)
    }

    /// Lines of standard output where it is a terminal, else nil.
    static var rows: Int? {
        var size = winsize()
        guard isTerminal(output), ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 5 else { return nil }
        return Int(size.ws_row)
    }

    /// Whether the reader of standard output may leave early: a pager that the user quits.
    static let readerMayLeave = Atomic<Bool>(false)

    /// Writes all of the text. If standard output cannot be written, because the disk is full or the descriptor is closed, the program
    /// reports it and ends with status 1, so that no partial result is taken for a whole one. A reader that closed its pipe ends the
    /// program by SIGPIPE, as usual.
    static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
            if count >= 0 {
                written += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&entry, 1, -1)
            case let code:
                if descriptor == output { complain(code) }
                return
            }
        }
    }

    /// Reports the error and ends the program with status 1. Does nothing if only the pager was quit.
    private static func complain(_ code: Int32) {
        if code == EPIPE, readerMayLeave.load(ordering: .relaxed) { return }
        write("crrtctl: write error on standard output: \(SystemError.words(code))\n", to: errors)
        exit(ExitStatus.failed.rawValue)
    }

    /// The next line of standard input without its end; nil at the end of the input.
    static func line() -> String? { readLine(strippingNewline: true) }
}
