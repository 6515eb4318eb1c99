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
    var times: TimeStyle

    /// A page for people, between its markings.
    func page(_ blocks: [Block], marking: String?) {
        let lines = Block.lines(blocks, legend: legend, columns: Terminal.columns)
        guard !lines.isEmpty else { return }
        let first = lines[0].isEmpty ? Array(lines.dropFirst()) : lines
        emit([marking].compactMap { $0 } + first + [marking].compactMap { $0 })
    }

    /// JSON as it came; on a terminal what it would obey is escaped, which means the same.
    func json(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        Terminal.write((Terminal.isTerminal(Terminal.output) ? SafeText.json(text) : text) + "\n", to: Terminal.output)
    }

    /// Something that is not asked for: what to do next, what went on.
    func notice(_ text: String) {
        if !quiet { Terminal.write(SafeText.line(text) + "\n", to: Terminal.errors) }
    }

    func complain(_ failure: Failure) {
        for line in failure.lines { Terminal.write(line + "\n", to: Terminal.errors) }
    }

    private func emit(_ lines: [String]) {
        Terminal.write(lines.map { $0 + "\n" }.joined(), to: Terminal.output)
    }
}
