import Glibc
import Synchronization

/// Shows what is longer than the terminal through the user's pager, as systemd's tools do.
///
/// `CRRT_PAGER` or `PAGER` names it, else it is less; empty or `cat`: none. A terminal of which `TERM` says nothing, or `dumb`, gets none
/// either: a pager could not move on it. Once it is open, standard output leads into it.
final class Pager {
    /// As systemd's tools set them: quit where it fits, pass colours on, chop long lines, leave the screen as it is.
    private static let options = "FRSXMK"

    /// What the shell says of a command that is not there; then nothing has been read yet.
    private static let orElse = "\n[ $? -ne 127 ] || exec cat"

    private let isWanted: Bool
    private var process: pid_t?
    private var terminal: Int32 = -1

    private var late: [String] = []

    init(isWanted: Bool) { self.isWanted = isWanted }

    var isOpen: Bool { process != nil }

    /// Lines to be said when it is closed.
    func remember(_ lines: [String]) { late += lines }

    func remembered() -> [String] {
        defer { late = [] }
        return late
    }

    /// Opens it where this number of lines does not fit. Where it cannot be started, the output goes on as it was.
    func open(for lines: Int) {
        guard isWanted, process == nil, let rows = Terminal.rows, lines >= rows, Terminal.isTerminal(Terminal.input), Terminal.obeys,
            let command = Pager.command, !command.isEmpty, command != "cat"
        else { return }
        setenv("LESS", Pager.options, 0)
        guard let pager = try? ChildProgram.reading(["sh", "-c", command + Pager.orElse]) else { return }
        process = pager.process
        terminal = fcntl(Terminal.output, F_DUPFD_CLOEXEC, 3)
        // Who leaves the pager early has seen enough; Ctrl-C is the pager's.
        signal(SIGPIPE, SIG_IGN)
        Terminal.readerMayLeave.store(true, ordering: .relaxed)
        signal(SIGINT, SIG_IGN)
        dup2(pager.input, Terminal.output)
        close(pager.input)
    }

    /// Ends the input and waits for the reader.
    func end() {
        guard let process else { return }
        dup2(terminal, Terminal.output)
        close(terminal)
        self.process = nil
        ChildProgram.wait(for: process)
        signal(SIGINT, SIG_DFL)
    }

    private static var command: String? {
        for name in ["CRRT_PAGER", "PAGER"] { if let value = getenv(name) { return String(cString: value) } }
        return access("/usr/bin/less", X_OK) == 0 ? "less" : nil
    }
}
