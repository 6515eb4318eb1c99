import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ReportTrends: Verb {
    static let configuration = CommandConfiguration(
        commandName: "trends", abstract: "Requests by month, sector and severity, how long their steps took, and how nations answered.",
        discussion: """
            Of the requests that were filed in this time, by default the last 365 days. A
            nation's share is of what it was asked; a lapse is silence and no refusal, and
            of a few answers no share is told.
            """,
        examples: [
            "report trends",
            "report trends --from 2027-01-01T00:00:00Z --until 2027-07-01T00:00:00Z",
            "report trends --format html --output trends.html",
        ])

    @OptionGroup var range: TimeRange
    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let until = try range.end(context.now).map { try Instant($0) } ?? context.now
        let from = try range.from.map { try Instant($0) } ?? until.adding(days: -365)
        guard from < until else { throw Failure.usage("--from: \(context.times.short(from)) is not before --until") }
        let requests = try context.list(
            Requests.List.self, member: "requests", page: { .init(limit: CommandContext.pageSize, after: $0) },
            read: { ($0.requests, $0.next) })
        let taskings = try context.list(
            Taskings.List.self, member: "taskings", page: { .init(limit: CommandContext.pageSize, after: $0) },
            read: { ($0.taskings, $0.next) })
        let wanted = requests.records.filter { ReportTrends.mayBeFiled($0, from, until) }
        let ids = Set(wanted.compactMap(\.id))
        let own = taskings.records.filter { ids.contains($0.request) }
        let entries = try context.entries(about: ids.sortedNaturally() + own.map(\.id))
        let data = TrendsData(from: from, until: until, requests: wanted, taskings: own, entries: entries.records)
        let marking = Marking.joined([
            requests.marking, own.isEmpty ? nil : taskings.marking, entries.records.isEmpty ? nil : entries.marking,
        ])
        let view = TrendsView(data: data, titles: context.sectorTitles(), times: context.times)
        try context.show(
            Report(
                title: "Trends", subtitle: view.subtitle, marking: marking, json: { view.json(marking) }, text: { view.text },
                csv: { view.csv }, html: { view.html }), options)
    }

    /// Whether the year in the id, in which a request was filed, is one of these. So the journal is read of those requests alone.
    private static func mayBeFiled(_ request: Requests.Request, _ from: Instant, _ until: Instant) -> Bool {
        guard let year = request.id.flatMap({ try? RequestID($0) })?.year else { return false }
        return (from.date.components.year...until.date.components.year).contains(year)
    }
}

extension CommandContext {
    /// The titles of sectors by their codes.
    fileprivate func sectorTitles() -> [String: String] {
        let codes = (try? daemon.call(Roster.ListCodes.self, .init(list: .sectors)).reply.codes) ?? []
        return Dictionary(codes.map { ($0.code, $0.title) }, uniquingKeysWith: { first, _ in first })
    }
}
