import ArgumentParser

/// The options of every report.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: "table, for a terminal, csv (RFC 4180) or html, one file with nothing beside it; what the file's name says if not given.")
    var given: ReportFormat?

    @Option(
        help: ArgumentHelp("Write it there; - is standard output.", valueName: "file"), completion: .file())
    var output = "-"

    /// The stated format, or that of the file's name (`.html`, `.htm` or `.csv`), or else a table.
    var format: ReportFormat { given ?? ReportFormat(of: output) }
}

enum ReportFormat: String, Sendable, WordArgument {
    case table, csv, html

    fileprivate init(of file: String) {
        let name = file.lowercased()
        self = name.hasSuffix(".html") || name.hasSuffix(".htm") ? .html : name.hasSuffix(".csv") ? .csv : .table
    }
}

/// The options for the instant and the nation of a report.
struct ReportSubject: ParsableArguments {
    @Option(
        parsing: .unconditional, help: ArgumentHelp("As of then, by what is on record now.", valueName: "time"),
        transform: ArgumentTransform.time)
    var at: String?

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?
}
