import ArgumentParser

struct Board: Verb {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "The duty room's screen: what waits, what is out, what happened.",
        discussion: """
            Requests, consents with their clocks, teams out, readiness and the last events, \
            as they change. Nothing is changed by a key; ? shows the keys, q ends.

            Where the output is no terminal, the same once as plain lines.
            """,
        examples: [
            "board",
            "board --once",
        ])

    @Flag(help: "The board once, line by line, without colours: for screen readers and pipes.")
    var once = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if globalOptions.json || globalOptions.jsonShort {
            throw ValidationError("The board is for people; for programs: crrtctl --json request list, tasking list, consent list, watch.")
        }
    }

    func perform(_ context: CommandContext) throws {
        if once || !Board.canDraw { return try show(context) }
        try BoardLoop.run(context)
    }

    /// Whether the board can be drawn: it needs keys, to leave it, and a terminal that can move the cursor.
    private static var canDraw: Bool {
        Terminal.isTerminal(Terminal.input) && Terminal.isTerminal(Terminal.output) && Terminal.obeys
    }

    private func show(_ context: CommandContext) throws(Failure) {
        var reader = BoardReader(context: context)
        let data = try reader.read()
        let events = try RecentEvents.read(context, after: RecentEvents.beginning(context))
        let state = BoardState(data: data, events: events, size: .least)
        context.screen.page(BoardText.page(data, events, context.times), marking: state.marking?.line)
    }
}
