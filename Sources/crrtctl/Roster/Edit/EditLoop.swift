/// Opens a text in the user's editor until it is taken or given up. A text that was refused is kept.
struct EditLoop {
    let draft: EditedFile
    /// The text as it was opened, to notice that nothing was changed.
    private let untouched: String
    /// What is edited, for notices: an id.
    private let id: String
    /// The command that takes a kept text, without the file's path.
    private let retry: String
    private let context: CommandContext

    /// - Parameter name: The beginning of the file's name.
    init(_ id: String, name: String, _ text: String, retry: String, _ context: CommandContext) throws(Failure) {
        (self.id, self.retry, self.context, untouched) = (id, retry, context, text)
        draft = try EditedFile(name, text)
    }

    /// Runs the editor, and takes what was written.
    ///
    /// - Parameter take: Takes the text in the file. If it throws, nothing was changed. It may set the record's revision, for texts that
    ///   hold one.
    func run(_ take: (_ revision: inout Int?) throws(Failure) -> Void) throws(Failure) {
        var revision: Int?
        while true {
            do throws(Failure) {
                try Editor.open(draft.path)
                let text = try draft.text()
                if text == untouched {
                    context.screen.notice("\(id): nothing changed")
                } else if EditedFile.holdsAnything(text) {
                    try take(&revision)
                } else {
                    throw Failure(.cancelled, "the text is empty; nothing was changed")
                }
                return draft.remove()
            } catch {
                if error.status == .cancelled || (try? draft.text()) == untouched {
                    draft.remove()
                    throw error
                }
                try again(after: error, revision)
            }
        }
    }

    /// On a terminal, offers to edit again, with the failure at the top of the text. Elsewhere it throws and names the file.
    private func again(after failure: Failure, _ revision: Int?) throws(Failure) {
        let kept = "your text is kept in \(draft.path)"
        let next = failure.next ?? "\(retry) \(ShellWord.path(draft.path))"
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else {
            var ended = failure
            ended.details.append(kept)
            ended.next = next
            throw ended
        }
        var shown = failure
        shown.next = nil
        context.screen.complain(shown)
        Terminal.write("Edit again? [Y/n] ", to: Terminal.errors)
        guard let reply = Terminal.line()?.lowercased(), reply.isEmpty || reply == "y" || reply == "yes" else {
            throw Failure(failure.status, "nothing was changed; \(kept)", next: next)
        }
        try draft.note(shown.lines, revision: revision)
    }
}
