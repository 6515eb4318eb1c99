import ArgumentParser

struct ReportNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "What there is and how it went, on one page: as text, CSV or HTML.",
        discussion: """
            --format html --output FILE writes one file that needs nothing else: it opens
            in any browser, prints, and holds no scripts.
            """,
        subcommands: [ReportReadiness.self, ReportCoverage.self, ReportConsents.self, ReportExpiring.self, ReportAfterAction.self])
}
