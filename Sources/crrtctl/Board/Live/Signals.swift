import Glibc

/// Signals as bytes of a socket, so that the loop hears them where it waits for everything else.
enum Signals {
    /// Written before the handlers are set; they only read it.
    private nonisolated(unsafe) static var socket: Int32 = -1

    static let heard = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT]

    /// Begins to listen. The program goes on living through these signals; the loop sees to them.
    static func listen(_ bell: Bell) {
        socket = bell.ringing
        for number in heard { hear(number) }
    }

    static func hear(_ number: Int32) {
        signal(number) { number in
            // write(2) is async-signal-safe (signal-safety(7)); the interrupted code finds its errno again.
            let before = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(Signals.socket, &byte, 1)
            errno = before
        }
        unblock(number)
    }

    /// What the signal does to a program that does not listen: ends it, or stops it until it is to go on.
    static func obey(_ number: Int32) {
        signal(number, SIG_DFL)
        unblock(number)
        raise(number)
    }

    /// The process that started this program may have left it blocked.
    private static func unblock(_ number: Int32) {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}
