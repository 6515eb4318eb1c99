import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ReportTrends: Verb {
    static let configuration = CommandConfiguration(
        commandName: "trends", abstract: "Requests by month, sector and severity, how long they took and ended, and how nations answered.",
        discussion: """
            Of the requests that were filed in this time, by default the last 365 days, and
            of the questions that were asked in it. A nation's share is of what it was asked
            and is over; a lapse is silence and no refusal, and of a few answers no share is
            told. Questions for people, replacements, a longer stay and the host's word are
            counted apart.
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
        let end = try range.end(context.now).map { try Instant($0) }
        let from = try range.from.map { try Instant($0) } ?? (end ?? context.now).adding(days: -365)
        guard from < end ?? context.now else {
            throw Failure.usage("--from: \(context.times.short(from)) has not come yet, and without --until the report ends now")
        }
        let requests = try context.list(
            Requests.List.self, member: "requests", page: { .init(limit: CommandContext.pageSize, after: $0) },
            read: { ($0.requests, $0.next) })
        let taskings = try context.list(
            Taskings.List.self, member: "taskings", page: { .init(limit: CommandContext.pageSize, after: $0) },
            read: { ($0.taskings, $0.next) })
        let later = Set(taskings.records.filter { (try? Instant($0.end)).map { from <= $0 } ?? true }.map(\.request))
        let wanted = requests.records.filter { ReportTrends.mayCount($0, from) || $0.id.map(later.contains) == true }
        // Of a request that only its taskings are seen of, these count.
        let ids = Set(wanted.compactMap(\.id)).union(later)
        let own = taskings.records.filter { ids.contains($0.request) }
        let entries = try context.entries(about: Set(wanted.compactMap(\.id)).sortedNaturally() + own.map(\.id))
        // Entries of before the clock was set back are later than now.
        let last = entries.records.compactMap { try? Instant($0.at) }.max().map { Instant(milliseconds: $0.milliseconds + 1) }
        let until = end ?? max(context.now, last ?? context.now)
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

    /// Whether a request was filed in this time or later, by the year in its id, or its period ended in it: questions about it may have
    /// been asked until then. So the journal is read of those requests alone.
    private static func mayCount(_ request: Requests.Request, _ from: Instant) -> Bool {
        guard let year = request.id.flatMap({ try? RequestID($0) })?.year, let end = try? Instant(request.end) else { return true }
        return year >= from.date.components.year || from <= end
    }
}

extension CommandContext {
    /// The titles of sectors by their codes.
    fileprivate func sectorTitles() -> [String: String] {
        let codes = (try? daemon.call(Roster.ListCodes.self, .init(list: .sectors)).reply.codes) ?? []
        return Dictionary(codes.map { ($0.code, $0.title) }, uniquingKeysWith: { first, _ in first })
    }
}
