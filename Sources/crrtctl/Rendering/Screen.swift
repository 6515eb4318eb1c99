import Varlink

/// Decides where results and notices go, and in which form.
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
    /// Whether changes are only rehearsed.
    var isRehearsal: Bool

    /// The banner of an exercise; nil where the daemon serves none, as far as this is known.
    let banner: () -> String?
    private let frame = MarkingFrame()
    private let pager: Pager

    init(
        form: Form, legend: Bool, quiet: Bool, isWide: Bool = false, times: TimeStyle, isRehearsal: Bool = false,
        pager: Pager = Pager(isWanted: false), banner: @escaping () -> String? = { nil }
    ) {
        self.form = form
        self.legend = legend
        self.quiet = quiet
        self.isWide = isWide
        self.times = times
        self.isRehearsal = isRehearsal
        self.pager = pager
        self.banner = banner
    }

    /// The width to which lines are cut; nil where none is.
    var columns: Int? { isWide ? nil : Terminal.columns }

    /// Writes the first marking before there are results.
    func open(_ marking: String) { frame.openResults(marking) }

    /// Writes a page under its marking. The same marking is written again at the end.
    func page(_ blocks: [Block], marking: String?) {
        let lines = Block.lines(blocks, legend: legend, columns: columns, colours: TextStyle.isWanted)
        guard !lines.isEmpty else { return }
        pager.open(for: lines.count + 2)
        frame.openResults(marking)
        emit(lines[0].isEmpty ? Array(lines.dropFirst()) : lines)
    }

    /// Writes an empty line between two pages.
    func gap() {
        if form == .text { emit([""]) }
    }

    /// Writes JSON as it came. On a terminal, control characters are escaped, which does not change the value.
    func json(_ bytes: [UInt8]) {
        if !quiet { frame.openDocument(banner()) }
        let text = String(decoding: bytes, as: UTF8.self)
        Terminal.write((Terminal.isTerminal(Terminal.output) ? EscapedText.json(text) : text) + "\n", to: Terminal.output)
    }

    /// Writes the content of a file. On a terminal, control characters are escaped.
    func file(_ text: String) {
        if !quiet { frame.openDocument(banner()) }
        guard Terminal.isTerminal(Terminal.output) else { return Terminal.write(text, to: Terminal.output) }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }
        Terminal.write(lines.map { EscapedText.line(String($0)) }.joined(separator: "\n"), to: Terminal.output)
    }

    /// Writes a notice to standard error, such as the next step.
    func notice(_ text: String) {
        if !quiet { say([EscapedText.line(text)]) }
    }

    func complain(_ failure: Failure) {
        if !failure.lines.isEmpty { say(failure.lines) }
    }

    /// Writes the banner of an exercise before a question on standard error.
    func announce() {
        pager.end()
        frame.openNotices(banner())
    }

    /// Writes to standard error. While a pager is open, the lines are kept until it is closed.
    private func say(_ lines: [String]) {
        if pager.isOpen { return pager.remember(lines) }
        frame.openNotices(banner())
        Terminal.write(lines.map { $0 + "\n" }.joined(), to: Terminal.errors)
    }

    /// The banner that closes what was written to standard error; empty for a real instance.
    var closingNotice: String { frame.lastNotice ?? "" }

    /// Makes Ctrl-C write the closing banner of questions.
    func closeNoticesWhenInterrupted() {
        if !closingNotice.isEmpty { InterruptTrailer.install("\n" + closingNotice, on: Terminal.errors) }
    }

    /// Makes Ctrl-C write the closing marking of a stream.
    func closeWhenInterrupted() {
        if let last = frame.lastResult { InterruptTrailer.install(last) }
    }

    /// Writes the closing marking and closes the pager. Nothing is written after this.
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
