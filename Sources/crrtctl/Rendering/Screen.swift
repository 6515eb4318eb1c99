import Varlink

/// Where results and notices go, and in which form. The one place that knows.
struct Screen {
    enum Form: Sendable {
        /// Tables and fields for people.
        case text
        /// The reply's parameters as the daemon sent them, one document.
        case json
        /// The same, one line per record.
        case jsonShort
    }

    var form: Form
    /// Whether tables have headings and totals.
    var legend: Bool
    /// No notices, and no word about changes that went well.
    var quiet: Bool
    /// More columns, and nothing cut to the width of the terminal.
    var isWide: Bool
    var times: TimeStyle
    /// Whether changes are only tried.
    var isRehearsal: Bool

    /// Whether the daemon that was spoken to serves an exercise, as far as that is known.
    let isExercise: () -> Bool
    private let frame = MarkingFrame()
    private let pager: Pager

    init(
        form: Form, legend: Bool, quiet: Bool, isWide: Bool = false, times: TimeStyle, isRehearsal: Bool = false,
        pager: Pager = Pager(isWanted: false), isExercise: @escaping () -> Bool = { false }
    ) {
        self.form = form
        self.legend = legend
        self.quiet = quiet
        self.isWide = isWide
        self.times = times
        self.isRehearsal = isRehearsal
        self.pager = pager
        self.isExercise = isExercise
    }

    /// The marking that a screen begins with before there is anything on it.
    func open(_ marking: String) { frame.openResults(marking) }

    /// A page for people, under its marking; the same marking closes the screen.
    func page(_ blocks: [Block], marking: String?) {
        let lines = Block.lines(blocks, legend: legend, columns: isWide ? nil : Terminal.columns, colours: TextStyle.isWanted)
        guard !lines.isEmpty else { return }
        pager.open(for: lines.count + 2)
        frame.openResults(marking)
        emit(lines[0].isEmpty ? Array(lines.dropFirst()) : lines)
    }

    /// JSON as it came; on a terminal what it would obey is escaped, which means the same.
    func json(_ bytes: [UInt8]) {
        if !quiet { frame.openDocument(exercise: isExercise()) }
        let text = String(decoding: bytes, as: UTF8.self)
        Terminal.write((Terminal.isTerminal(Terminal.output) ? EscapedText.json(text) : text) + "\n", to: Terminal.output)
    }

    /// A file as it is to be kept; on a terminal what it would obey is escaped.
    func file(_ text: String) {
        if !quiet { frame.openDocument(exercise: isExercise()) }
        guard Terminal.isTerminal(Terminal.output) else { return Terminal.write(text, to: Terminal.output) }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }
        Terminal.write(lines.map { EscapedText.line(String($0)) }.joined(separator: "\n"), to: Terminal.output)
    }

    /// Something that is not asked for: what to do next, what went on.
    func notice(_ text: String) {
        if !quiet { say([EscapedText.line(text)]) }
    }

    func complain(_ failure: Failure) {
        if !failure.lines.isEmpty { say(failure.lines) }
    }

    /// Before a question on standard error.
    func announce() {
        pager.end()
        frame.openNotices(exercise: isExercise())
    }

    /// On standard error; while a pager shows something, after it.
    private func say(_ lines: [String]) {
        if pager.isOpen { return pager.remember(lines) }
        frame.openNotices(exercise: isExercise())
        Terminal.write(lines.map { $0 + "\n" }.joined(), to: Terminal.errors)
    }

    /// The last line of a stream that is ended with Ctrl-C.
    func closeWhenInterrupted() {
        if let last = frame.lastResult { InterruptTrailer.install(last) }
    }

    /// Closes what was opened. Nothing is written after it.
    func close() {
        frame.close()
        pager.end()
        let late = pager.remembered()
        if !late.isEmpty {
            say(late)
            frame.close()
        }
    }

    private func emit(_ lines: [String]) {
        Terminal.write(lines.map { $0 + "\n" }.joined(), to: Terminal.output)
    }
}
