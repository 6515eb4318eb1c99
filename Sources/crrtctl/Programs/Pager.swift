import Glibc
import Synchronization

/// Shows output that is longer than the terminal in the user's pager, as systemd's tools do.
///
/// `CRRT_PAGER` or `PAGER` names the program; without them it is less. An empty name or `cat` means no pager. There is none either if
/// `TERM` is unset or `dumb`, since a pager has to move the cursor. While the pager is open, standard output leads into it.
final class Pager {
    /// The options of less, as systemd's tools set them: quit if the text fits, pass colours on, chop long lines, do not clear the screen.
    private static let options = "FRSXMK"

    /// Appended to the command: without the pager, for which the shell returns 127, `cat` shows the output.
    private static let fallback = "\n[ $? -ne 127 ] || exec cat"

    private let isWanted: Bool
    private var process: pid_t?
    private var terminal: Int32 = -1

    private var late: [String] = []

    init(isWanted: Bool) { self.isWanted = isWanted }

    var isOpen: Bool { process != nil }

    /// Keeps lines to be written after the pager was closed.
    func remember(_ lines: [String]) { late += lines }

    func remembered() -> [String] {
        defer { late = [] }
        return late
    }

    /// Opens the pager if this number of lines does not fit. If it cannot be started, standard output stays as it is.
    func open(for lines: Int) {
        guard isWanted, process == nil, let rows = Terminal.rows, lines >= rows, Terminal.isTerminal(Terminal.input), Terminal.obeys,
            let command = Pager.command, !command.isEmpty, command != "cat"
        else { return }
        setenv("LESS", Pager.options, 0)
        guard let pager = try? ChildProgram.reading(["sh", "-c", command + Pager.fallback]) else { return }
        process = pager.process
        terminal = fcntl(Terminal.output, F_DUPFD_CLOEXEC, 3)
        // A user who quits the pager early must not end this program, and Ctrl-C is meant for the pager.
        signal(SIGPIPE, SIG_IGN)
        Terminal.readerMayLeave.store(true, ordering: .relaxed)
        signal(SIGINT, SIG_IGN)
        dup2(pager.input, Terminal.output)
        close(pager.input)
    }

    /// Closes the pager's input, and waits until the user has quit it.
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
