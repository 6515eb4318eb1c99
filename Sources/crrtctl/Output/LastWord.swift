import Glibc

/// The closing marking of a screen that is ended with Ctrl-C.
enum LastWord {
    /// Set once, before the handler is; only read by it.
    private nonisolated(unsafe) static var bytes: UnsafeMutableBufferPointer<CChar>?

    /// Writes the text to standard output when SIGINT or SIGTERM ends the program, which then still dies of it.
    static func leave(_ text: String) {
        guard bytes == nil else { return }
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.utf8.count)
        _ = copy.initialize(from: text.utf8.map { CChar(bitPattern: $0) })
        bytes = copy
        var ends = sigset_t()
        sigemptyset(&ends)
        for number in [SIGINT, SIGTERM] {
            sigaddset(&ends, number)
            signal(number) { number in
                // write(2), signal(2) and raise(3) are async-signal-safe (signal-safety(7)).
                if let bytes = LastWord.bytes { _ = Glibc.write(Terminal.output, bytes.baseAddress, bytes.count) }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
        // The process that started this program may have left them blocked.
        pthread_sigmask(SIG_UNBLOCK, &ends, nil)
    }
}
