import Glibc

/// Writes a last text for a user who ends the program with Ctrl-C, such as the closing marking of a page.
enum InterruptTrailer {
    private static let bytes = SignalShared<UnsafeMutableBufferPointer<CChar>?>(nil)
    private static let descriptor = SignalShared<Int32>(Terminal.output)

    /// Installs a handler of SIGINT and SIGTERM that writes the text. The program then still dies of the signal. A later text takes the
    /// place of an earlier one.
    static func install(_ text: String, on output: Int32 = Terminal.output) {
        let characters = text.utf8.map { CChar(bitPattern: $0) }
        if let present = bytes.value, descriptor.value == output, present.elementsEqual(characters) { return }
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: characters.count)
        _ = copy.initialize(from: characters)
        var ends = sigset_t()
        sigemptyset(&ends)
        for number in [SIGINT, SIGTERM] { sigaddset(&ends, number) }
        // The handler must not see half of a new text.
        pthread_sigmask(SIG_BLOCK, &ends, nil)
        let former = bytes.value
        (bytes.value, descriptor.value) = (copy, output)
        former?.deallocate()
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                // write(2), signal(2) and raise(3) are async-signal-safe (signal-safety(7)).
                if let bytes = InterruptTrailer.bytes.value {
                    _ = Glibc.write(InterruptTrailer.descriptor.value, bytes.baseAddress, bytes.count)
                }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
        // The parent process may have left them blocked.
        pthread_sigmask(SIG_UNBLOCK, &ends, nil)
    }

    /// Lets the signals end the program without a text again.
    static func remove() {
        for number in [SIGINT, SIGTERM] where bytes.value != nil { signal(number, SIG_DFL) }
    }
}
