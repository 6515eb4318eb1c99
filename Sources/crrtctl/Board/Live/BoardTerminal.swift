import Glibc

/// The terminal in the board's mode: the alternate screen, no cursor, unbuffered keys. The mode is restored at the end, and by a crash.
enum BoardTerminal {
    private static let before = SignalShared(termios())
    private static let isTaken = SignalShared(false)
    /// A copy of the original standard error; -1 if it is not redirected.
    private static let errors = SignalShared<Int32>(-1)

    /// Alternate screen, no cursor, no wrapping at the edge, clear (xterm's ctlseqs). Terminals ignore the sequences that they do not know.
    private static let takeSequence = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J"
    /// Ends synchronized output, which a crash may have left open, resets colours, and undoes `takeSequence`. Static bytes, since a signal
    /// handler writes them.
    private static let restoreSequence: StaticString = "\u{1B}[?2026l\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[999;1H\u{1B}[?1049l"

    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT]

    static func enter() throws(Failure) {
        var mode = termios()
        guard tcgetattr(Terminal.input, &mode) == 0 else { throw Failure(.failed, "the terminal: \(SystemError.last)") }
        if !isTaken.value { before.value = mode }
        // No line buffer and no echo; Ctrl-C and Ctrl-Z stay signals. Without IXON, Ctrl-S does not freeze the clocks.
        mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
        mode.c_iflag &= ~tcflag_t(IXON | ICRNL)
        withUnsafeMutableBytes(of: &mode.c_cc) { bytes in
            bytes[Int(VMIN)] = 1
            bytes[Int(VTIME)] = 0
        }
        isTaken.value = true
        silenceErrors()
        for number in crashes { restoreWhenCrashing(number) }
        tcsetattr(Terminal.input, TCSADRAIN, &mode)
        Terminal.write(takeSequence, to: Terminal.output)
    }

    /// Restores the terminal. Async-signal-safe: it calls only write(2), tcsetattr(3), dup2(2) and close(2).
    static func leave() {
        guard isTaken.value else { return }
        isTaken.value = false
        _ = write(Terminal.output, restoreSequence.utf8Start, restoreSequence.utf8CodeUnitCount)
        var mode = before.value
        tcsetattr(Terminal.input, TCSADRAIN, &mode)
        if errors.value >= 0 {
            dup2(errors.value, Terminal.errors)
            close(errors.value)
            errors.value = -1
        }
    }

    /// Sends standard error to /dev/null. An ssh that is started again would write onto the board, which shows the lost connection anyway.
    private static func silenceErrors() {
        guard errors.value < 0, Terminal.isTerminal(Terminal.errors) else { return }
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        errors.value = fcntl(Terminal.errors, F_DUPFD_CLOEXEC, 3)
        if errors.value >= 0 { dup2(nowhere, Terminal.errors) }
        close(nowhere)
    }

    private static func restoreWhenCrashing(_ number: Int32) {
        signal(number) { number in
            BoardTerminal.leave()
            signal(number, SIG_DFL)
            raise(number)
        }
    }

    /// The size of the terminal; 80 by 24 if it does not say.
    static var size: ScreenSize {
        var size = winsize()
        guard ioctl(Terminal.output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return ScreenSize(columns: 80, rows: 24)
        }
        return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}
