import Glibc

/// The signals that steer the daemon, taken one by one on the main thread.
struct Signals {
    /// What comes of one.
    enum Event {
        case reload
        /// It means nothing here.
        case ignored(String)
    }

    private var set = sigset_t()

    /// Signals that would end this process, and that come from a mistake or from a limit: what is written past the largest size of a file
    /// fails then, and a reader that has gone is told by its connection. To be called at the very start.
    static func ignoreOthers() {
        let named = [SIGPIPE, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT, SIGXFSZ, SIGUSR1, SIGUSR2]
        for number in named + Array(__libc_current_sigrtmin()...__libc_current_sigrtmax()) { signal(number, SIG_IGN) }
    }

    /// Blocks them for this thread and all that it starts; to be called before the first of these.
    static func block() -> Signals {
        var signals = Signals()
        sigemptyset(&signals.set)
        for number in [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2] { sigaddset(&signals.set, number) }
        pthread_sigmask(SIG_BLOCK, &signals.set, nil)
        // One that is ignored is never there to be waited for.
        for number in [SIGUSR1, SIGUSR2] { signal(number, SIG_DFL) }
        return signals
    }

    /// Returns at SIGTERM or SIGINT; tells each other one that is waited for.
    func wait(_ tell: (Event) -> Void) {
        var set = set
        var number: Int32 = 0
        while sigwait(&set, &number) == 0 {
            switch number {
            case SIGHUP: tell(.reload)
            case SIGUSR1: tell(.ignored("SIGUSR1"))
            case SIGUSR2: tell(.ignored("SIGUSR2"))
            default: return
            }
        }
    }
}
