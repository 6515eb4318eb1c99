/// The marking as the first and last line of the output: written before the first result, and again when the command ends.
///
/// Results have their marking on standard output. Notices and errors go to standard error, which only gets the banner of an exercise. So
/// does a JSON document, since a banner inside it would break it. If both streams are the same terminal or file, one frame is enough.
final class MarkingFrame {
    private let isOneScreen: Bool
    private var results: String?
    private var notices: String?

    init(isOneScreen: Bool = Terminal.isSame(Terminal.output, Terminal.errors)) { self.isOneScreen = isOneScreen }

    /// Writes the marking before results, unless the results before had the same.
    func openResults(_ marking: String?) {
        guard let marking, marking != results else { return }
        let isSaid = isOneScreen && marking == notices
        results = marking
        if !isSaid { Terminal.write(EscapedText.line(marking) + "\n", to: Terminal.output) }
    }

    /// Writes the banner of an exercise before notices on standard error.
    ///
    /// - Parameter banner: nil for a real instance.
    func openNotices(_ banner: String?) {
        guard let banner, notices == nil, !(isOneScreen && results != nil) else { return }
        notices = banner
        Terminal.write(banner + "\n", to: Terminal.errors)
    }

    /// Writes the banner of an exercise before a JSON document, unless it would become part of the document.
    func openDocument(_ banner: String?) {
        if !isOneScreen || Terminal.isTerminal(Terminal.output) { openNotices(banner) }
    }

    func close() {
        if let results { Terminal.write(EscapedText.line(results) + "\n", to: Terminal.output) }
        if let notices, !(isOneScreen && results != nil) { Terminal.write(notices + "\n", to: Terminal.errors) }
        (results, notices) = (nil, nil)
    }

    /// The line that `close` would write to standard error.
    var lastNotice: String? { notices.map { $0 + "\n" } }

    /// The line that `close` would write to standard output.
    var lastResult: String? { results.map { EscapedText.line($0) + "\n" } }
}
