import ArgumentParser
import CRRTProtocol

struct ReportCoverage: Verb {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Skill by clearance: how many could be asked for, and where that is thin.",
        discussion: """
            A cell counts the available people who hold the skill and are cleared for the
            column or above, and after the stroke those of them who may lead (level 4).
            - no one, ! fewer than three, * one nation alone.
            """,
        examples: [
            "report coverage",
            "report coverage --format html --output coverage.html",
        ])

    @OptionGroup var subject: ReportSubject
    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Reports.Coverage.self, .init(at: subject.at, nation: subject.nation))
        try context.check(nation: subject.nation)
        let view = CoverageView(reply: answer.reply, times: context.times)
        try context.show(
            Report(
                title: "Coverage", subtitle: view.subtitle, marking: Marking(of: answer.reply), json: { answer.raw }, text: { view.text },
                csv: { view.csv }, html: { view.html }), options)
    }
}
