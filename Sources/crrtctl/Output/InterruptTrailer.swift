import Glibc

/// Writes the closing marking of a page that the user ends with Ctrl-C.
enum InterruptTrailer {
    private static let bytes = SignalShared<UnsafeMutableBufferPointer<CChar>?>(nil)

    /// Installs a handler of SIGINT and SIGTERM that writes the text to standard output. The program then still dies of the signal.
    static func install(_ text: String) {
        guard bytes.value == nil else { return }
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.utf8.count)
        _ = copy.initialize(from: text.utf8.map { CChar(bitPattern: $0) })
        bytes.value = copy
        var ends = sigset_t()
        sigemptyset(&ends)
        for number in [SIGINT, SIGTERM] {
            sigaddset(&ends, number)
            signal(number) { number in
                // write(2), signal(2) and raise(3) are async-signal-safe (signal-safety(7)).
                if let bytes = InterruptTrailer.bytes.value { _ = Glibc.write(Terminal.output, bytes.baseAddress, bytes.count) }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
        // The parent process may have left them blocked.
        pthread_sigmask(SIG_UNBLOCK, &ends, nil)
    }
}
