import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ReportExpiring: Verb {
    static let configuration = CommandConfiguration(
        commandName: "expiring", abstract: "What goes stale, is over or runs out soon, record by record.",
        examples: [
            "report expiring",
            "report expiring --within 90d",
        ])

    @Option(help: ArgumentHelp("How far ahead: 48h, 8w; 30d unless given.", valueName: "time"), transform: ReportExpiring.hours)
    var within: Int = 30 * 24

    @Flag(help: "Also what has ended before.")
    var overdue = false

    @OptionGroup var subject: ReportSubject
    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    @Sendable private static func hours(_ text: String) throws -> Int {
        let end = try? TimeInput.instant("+" + text, now: Instant(milliseconds: 0))
        let hours = end.map { ($0.milliseconds + 3_599_999) / 3_600_000 } ?? 0
        guard hours > 0 else { throw ValidationError("\(quoted(text)) is no time to look ahead; write 48h or 30d") }
        return Int(hours)
    }

    func perform(_ context: CommandContext) throws {
        // One instant for all pages.
        let at = subject.at ?? context.now.description
        let listing = try context.list(
            Reports.Expiring.self, member: "endings",
            page: {
                .init(within: within, at: at, nation: subject.nation, overdue: overdue, limit: CommandContext.pageSize, after: $0)
            }, read: { ($0.endings, $0.next) })
        if listing.records.isEmpty { try context.check(nation: subject.nation) }
        let view = ExpiringView(endings: listing.records, at: at, within: within, times: context.times)
        try context.show(
            Report(
                title: "Ends soon", subtitle: view.subtitle, marking: listing.marking, json: { listing.document }, text: { view.text },
                csv: { view.csv }, html: { view.html }), options)
    }
}
