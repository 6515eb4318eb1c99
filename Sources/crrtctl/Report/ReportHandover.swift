import ArgumentParser
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
        try context.show(context.handoverReport(try shift.shift(context)).report, options)
    }
}

extension CommandContext {
    /// The report, and what it was made of.
    func handoverReport(_ shift: HandoverShift) throws(Failure) -> (report: Report, data: HandoverData) {
        let data = try handover(shift)
        let view = HandoverView(data: data, times: times)
        let report = Report(
            title: "Handover", subtitle: view.subtitle, marking: data.marking, json: { view.json }, text: { view.text },
            csv: { view.csv }, html: { view.html })
        return (report, data)
    }
}
