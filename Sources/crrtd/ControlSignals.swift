import Glibc

/// The signals that control the daemon. The main thread waits for them.
struct ControlSignals {
    /// What a signal asks for.
    enum Event {
        case reload
        /// Nothing; the signal's name is logged.
        case ignored(String)
    }

    private var set = sigset_t()

    /// Ignores signals that would end the process by mistake, and those for errors that are reported otherwise: SIGXFSZ by a failed write,
    /// SIGPIPE by a closed connection. Call it at the start.
    static func ignoreOthers() {
        let named = [SIGPIPE, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT, SIGXFSZ, SIGUSR1, SIGUSR2]
        for number in named + Array(__libc_current_sigrtmin()...__libc_current_sigrtmax()) { signal(number, SIG_IGN) }
    }

    /// Blocks the control signals for this thread and all threads that it starts. Call it before starting any.
    static func block() -> ControlSignals {
        var signals = ControlSignals()
        sigemptyset(&signals.set)
        for number in [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2] { sigaddset(&signals.set, number) }
        pthread_sigmask(SIG_BLOCK, &signals.set, nil)
        // An ignored signal could not be waited for.
        for number in [SIGUSR1, SIGUSR2] { signal(number, SIG_DFL) }
        return signals
    }

    /// Waits until SIGTERM or SIGINT, and reports other control signals.
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
