import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ReportHandover: Verb {
    static let configuration = CommandConfiguration(
        commandName: "handover", abstract: "For the officer who takes over: what to decide, what changed, what is due, who is out.",
        discussion: """
            What waits for a decision, with the command to type; each request with what
            changed in the shift and whose move it is; what is due in the next 12 hours;
            who is out and comes home; who stands by; notes, situation reports, lessons.
            To put it on record: crrtctl handover sign.
            """,
        examples: [
            "report handover",
            "report handover --since 18:00Z",
            "report handover --format html --output handover.html",
        ])

    @OptionGroup var shift: ShiftOptions
    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try context.show(context.handoverReport(try shift.beginning(context)).report, options)
    }
}

/// When the shift began.
struct ShiftOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("When the shift began; 18:00Z is the last one. Without it, 12 hours ago.", valueName: "time"),
        transform: ArgumentTransform.past)
    var since: String?

    func beginning(_ context: CommandContext) throws(Failure) -> Instant {
        let begin = since.flatMap { try? Instant($0) } ?? context.now.adding(hours: -HandoverData.hoursAhead)
        guard begin < context.now else { throw .usage("--since: \(context.times.short(begin)) has not come yet; a shift began before now") }
        return begin
    }
}

extension CommandContext {
    /// The report, and the journal position up to which it tells all.
    func handoverReport(_ since: Instant) throws(Failure) -> (report: Report, position: Int) {
        let data = try handover(since: since)
        let view = HandoverView(data: data, times: times)
        let report = Report(
            title: "Handover", subtitle: view.subtitle, marking: data.marking, json: { view.json }, text: { view.text },
            csv: { view.csv }, html: { view.html })
        return (report, data.position)
    }
}
