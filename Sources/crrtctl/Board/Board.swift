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
    var everywhere: GlobalOptions

    func validate() throws {
        if everywhere.json || everywhere.jsonShort {
            throw ValidationError("The board is for people; for programs: crrtctl --json request list, tasking list, consent list, watch.")
        }
    }

    func perform(_ desk: Desk) throws {
        if once || !Board.canDraw { return try show(desk) }
        try BoardLoop.run(desk)
    }

    /// Keys are needed to leave, and a terminal that obeys.
    private static var canDraw: Bool {
        Terminal.isTerminal(Terminal.input) && Terminal.isTerminal(Terminal.output) && Terminal.obeys
    }

    private func show(_ desk: Desk) throws(Failure) {
        var reader = BoardReader(desk: desk)
        let data = try reader.read()
        let events = try RecentEvents.read(desk, after: RecentEvents.beginning(desk))
        let state = BoardState(data: data, events: events, size: .least)
        desk.screen.page(BoardText.page(data, events, desk.times), marking: state.marking?.line)
    }
}
