/// The question before something that cannot be taken back.
struct Confirmation {
    /// "Withdraw EST-0042"
    var act: String
    /// What follows from it, one sentence.
    var consequence: String

    /// The same for what scripts do without being asked: only a user on a terminal is.
    func askOnTerminal(yes: Bool, _ desk: Desk) throws(Failure) {
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else { return }
        try ask(yes: yes, desk)
    }

    /// Returns where it may be done. On a terminal the user decides; elsewhere only `--yes` does. What is only tried is not asked about.
    func ask(yes: Bool, _ desk: Desk) throws(Failure) {
        if yes || desk.screen.isRehearsal { return }
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else {
            throw .usage("\(act)? This asks first; where there is no terminal, give --yes")
        }
        // In an exercise the question stands under its banner. Only the daemon knows, and it may not have been asked anything yet.
        try desk.link.open()
        desk.screen.announce()
        Terminal.write(SafeText.line(consequence) + "\n" + SafeText.line(act) + "? [y/N] ", to: Terminal.errors)
        let reply = Terminal.line()?.lowercased()
        guard reply == "y" || reply == "yes" else { throw Failure(.cancelled, "nothing was changed") }
    }
}
