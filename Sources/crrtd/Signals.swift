import Glibc

/// The signals that steer the daemon, taken one by one on the main thread.
struct Signals {
    private var set = sigset_t()

    /// Blocks them for this thread and all that it starts; to be called before the first of these.
    static func block() -> Signals {
        var signals = Signals()
        sigemptyset(&signals.set)
        for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals.set, number) }
        pthread_sigmask(SIG_BLOCK, &signals.set, nil)
        signal(SIGPIPE, SIG_IGN)
        return signals
    }

    /// Returns at SIGTERM or SIGINT; calls `reload` at each SIGHUP.
    func wait(reload: () -> Void) {
        var set = set
        var number: Int32 = 0
        while sigwait(&set, &number) == 0 {
            if number == SIGHUP { reload() } else { return }
        }
    }
}
