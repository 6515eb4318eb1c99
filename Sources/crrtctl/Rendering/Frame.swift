/// What stands first and last on a screen: the first line is written before anything else, the last one when the command ends.
///
/// Results are framed on standard output. On standard error, where notices and errors go, an exercise says that it is one; so it does
/// around a JSON document, which no banner may break. Where both are the same terminal or file, one frame holds everything.
final class Frame {
    private let isOneScreen: Bool
    private var results: String?
    private var notices: String?

    init(isOneScreen: Bool = Terminal.isSame(Terminal.output, Terminal.errors)) { self.isOneScreen = isOneScreen }

    /// Before results under this marking; where it is another than the one before, anew.
    func openResults(_ marking: String?) {
        guard let marking, marking != results else { return }
        let isSaid = isOneScreen && marking == notices
        results = marking
        if !isSaid { Terminal.write(SafeText.line(marking) + "\n", to: Terminal.output) }
    }

    /// Before words on standard error.
    func openNotices(exercise: Bool) {
        guard exercise, notices == nil, !(isOneScreen && results != nil) else { return }
        notices = Marking.exercise
        Terminal.write(Marking.exercise + "\n", to: Terminal.errors)
    }

    /// Before a JSON document: nothing, where the banner would get into it.
    func openDocument(exercise: Bool) {
        if !isOneScreen || Terminal.isTerminal(Terminal.output) { openNotices(exercise: exercise) }
    }

    func close() {
        if let results { Terminal.write(SafeText.line(results) + "\n", to: Terminal.output) }
        if let notices, !(isOneScreen && results != nil) { Terminal.write(notices + "\n", to: Terminal.errors) }
        (results, notices) = (nil, nil)
    }

    /// What `close` would write to standard output.
    var lastResult: String? { results.map { SafeText.line($0) + "\n" } }
}
