import ArgumentParser
import CRRTProtocol

struct ReportReadiness: Verb {
    static let configuration = CommandConfiguration(
        commandName: "readiness", abstract: "By nation: what could be asked for, and what holds the rest back.",
        examples: [
            "report readiness",
            "report readiness --nation EST --at +30d",
            "report readiness --format html --output readiness.html",
        ])

    @OptionGroup var subject: ReportSubject
    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Reports.Readiness.self, .init(at: subject.at, nation: subject.nation))
        if answer.reply.nations.isEmpty { try context.check(nation: subject.nation) }
        let view = ReadinessView(reply: answer.reply, times: context.times)
        try context.show(
            Report(
                title: "Readiness", subtitle: view.subtitle, marking: Marking(of: answer.reply), json: { answer.raw },
                text: { view.text }, csv: { view.csv }, html: { view.html }), options)
    }
}
