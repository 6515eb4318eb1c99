/// The question before a change that cannot be undone.
struct Confirmation {
    /// "Withdraw EST-0042"
    var act: String
    /// What follows from the change, in one sentence.
    var consequence: String

    /// Asks only if there is a terminal. For changes that scripts may make without `--yes`.
    func askOnTerminal(yes: Bool, _ context: CommandContext) throws(Failure) {
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else { return }
        try ask(yes: yes, context)
    }

    /// Asks the user at the terminal. Without a terminal, `--yes` is required. A rehearsal is not asked about.
    ///
    /// - Throws: `cancelled` unless the answer is yes, `usage` without a terminal and `--yes`.
    func ask(yes: Bool, _ context: CommandContext) throws(Failure) {
        if yes || context.screen.isRehearsal { return }
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else {
            throw .usage("\(act)? This asks first; where there is no terminal, give --yes")
        }
        // In an exercise the question stands under the banner. Only the daemon knows whether it is one, so connect first.
        try context.daemon.open()
        context.screen.announce()
        Terminal.write(EscapedText.line(consequence) + "\n" + EscapedText.line(act) + "? [y/N] ", to: Terminal.errors)
        let reply = Terminal.line()?.lowercased()
        guard reply == "y" || reply == "yes" else { throw Failure(.cancelled, "nothing was changed") }
    }
}
