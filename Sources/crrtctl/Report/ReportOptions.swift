import ArgumentParser

/// What every report takes.
struct ReportOptions: ParsableArguments {
    @Option(help: "table, for a terminal, csv (RFC 4180) or html, one file with nothing beside it.")
    var format: ReportFormat = .table

    @Option(
        help: ArgumentHelp("Write it there; - is standard output.", valueName: "file"), completion: .file())
    var output = "-"
}

enum ReportFormat: String, Sendable, CaseIterable, ExpressibleByArgument { case table, csv, html }

/// The instant and the nation that most of them are about.
struct ReportSubject: ParsableArguments {
    @Option(help: ArgumentHelp("As of then, by what is on record now.", valueName: "time"), transform: Reading.time)
    var at: String?

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: Reading.nation)
    var nation: String?
}
