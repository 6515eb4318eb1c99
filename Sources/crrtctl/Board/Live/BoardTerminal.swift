import Glibc

/// The terminal while the board has it: a screen of its own, no cursor, keys at once. It is given back as it was, also by a crash.
enum BoardTerminal {
    /// Set by `enter` before the handlers that read it.
    private nonisolated(unsafe) static var before = termios()
    private nonisolated(unsafe) static var isTaken = false
    /// Where standard error went; -1: it still goes there.
    private nonisolated(unsafe) static var errors: Int32 = -1

    /// Another screen, no cursor, no wrapping at the edge, empty (xterm's ctlseqs; terminals without one of these pass it over).
    private static let take = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J"
    /// Ends a synchronized output that a crash may have left open, colours, and the above. Written by a signal handler, hence static bytes.
    private static let giveBack: StaticString = "\u{1B}[?2026l\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[999;1H\u{1B}[?1049l"

    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT]

    static func enter() throws(Failure) {
        var mode = termios()
        guard tcgetattr(Terminal.input, &mode) == 0 else { throw Failure(.failed, "the terminal: \(SystemError.last)") }
        if !isTaken { before = mode }
        // Keys one by one and unseen; Ctrl-C and Ctrl-Z stay signals. Ctrl-S would stop the clocks.
        mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
        mode.c_iflag &= ~tcflag_t(IXON | ICRNL)
        withUnsafeMutableBytes(of: &mode.c_cc) { bytes in
            bytes[Int(VMIN)] = 1
            bytes[Int(VTIME)] = 0
        }
        isTaken = true
        silenceErrors()
        for number in crashes { restoreWhenCrashing(number) }
        tcsetattr(Terminal.input, TCSADRAIN, &mode)
        Terminal.write(take, to: Terminal.output)
    }

    /// Async-signal-safe: write(2), tcsetattr(3), dup2(2) and close(2).
    static func leave() {
        guard isTaken else { return }
        isTaken = false
        _ = write(Terminal.output, giveBack.utf8Start, giveBack.utf8CodeUnitCount)
        tcsetattr(Terminal.input, TCSADRAIN, &before)
        if errors >= 0 {
            dup2(errors, Terminal.errors)
            close(errors)
            errors = -1
        }
    }

    /// What an ssh that is started again has to say would stand in the midst of the board, which says the same by itself.
    private static func silenceErrors() {
        guard errors < 0, Terminal.isTerminal(Terminal.errors) else { return }
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        errors = fcntl(Terminal.errors, F_DUPFD_CLOEXEC, 3)
        if errors >= 0 { dup2(nowhere, Terminal.errors) }
        close(nowhere)
    }

    private static func restoreWhenCrashing(_ number: Int32) {
        signal(number) { number in
            BoardTerminal.leave()
            signal(number, SIG_DFL)
            raise(number)
        }
    }

    /// How large it is; 80 by 24 where it does not say.
    static var size: ScreenSize {
        var size = winsize()
        guard ioctl(Terminal.output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return ScreenSize(columns: 80, rows: 24)
        }
        return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}
