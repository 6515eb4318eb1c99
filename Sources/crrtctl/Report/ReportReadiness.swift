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
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Reports.Readiness.self, .init(at: subject.at, nation: subject.nation))
        if answer.reply.nations.isEmpty { try desk.check(nation: subject.nation) }
        let view = ReadinessView(reply: answer.reply, times: desk.times)
        try desk.show(
            Report(
                title: "Readiness", subtitle: view.subtitle, marking: Marking(of: answer.reply), json: { answer.raw },
                text: { view.text }, csv: { view.csv }, html: { view.html }), options)
    }
}
