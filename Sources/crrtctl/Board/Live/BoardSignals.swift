import Glibc

/// Delivers signals as bytes of a ``WakeupPipe``, so that the board's loop handles them where it waits for everything else.
enum BoardSignals {
    private static let pipe = SignalShared<Int32>(-1)

    static let handled = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT]

    /// Installs handlers that write each signal's number into the pipe. The signals lose their default effect; the loop acts on them.
    static func forward(to wakeup: WakeupPipe) {
        pipe.value = wakeup.writeEnd
        for number in handled { install(number) }
    }

    static func install(_ number: Int32) {
        signal(number) { number in
            // write(2) is async-signal-safe (signal-safety(7)). The interrupted code must not see another errno.
            let before = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(BoardSignals.pipe.value, &byte, 1)
            errno = before
        }
        unblock(number)
    }

    /// Gives the signal its default effect: it ends the program, or stops it until SIGCONT.
    static func raiseDefault(_ number: Int32) {
        signal(number, SIG_DFL)
        unblock(number)
        raise(number)
    }

    /// The parent process may have left it blocked.
    private static func unblock(_ number: Int32) {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}
