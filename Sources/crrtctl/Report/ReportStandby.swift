import ArgumentParser
import CRRTProtocol

struct ReportStandby: Verb {
    static let configuration = CommandConfiguration(
        commandName: "standby", abstract: "The rota ahead: strength by week and skill, what is uncovered, the load by nation.",
        discussion: """
            Without times: the next 13 weeks, at most 106. A cell has how many people of
            the first and of the second tier have the skill while they stand by and nothing
            keeps them from going, at the fewest of any time in the week. A week begins
            when most periods do. Who stands by in both tiers counts in the first.
            Nights are those from 22:00Z to 06:00Z; a call-out is a tasking that was
            ordered from those who stood by. CSV has the weeks.
            """,
        examples: [
            "report standby",
            "report standby --nation EST --from 2027-01-04T00:00:00Z --until +52w",
            "report standby --format html --output rota.html",
            "report standby --format csv --output weeks.csv",
        ])

    @OptionGroup var range: TimeRange

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Standby.Report.self, .init(from: range.from, until: try range.end(context.now), nation: nation))
        if answer.reply.load.isEmpty { try context.check(nation: nation) }
        let titles = context.wantsJSON ? [:] : context.skillTitles()
        let view = StandbyView(reply: answer.reply, titles: titles, times: context.times)
        try context.show(
            Report(
                title: "Standby", subtitle: view.subtitle, marking: Marking(of: answer.reply), json: { answer.raw }, text: { view.text },
                csv: { view.csv }, html: { view.html }), options)
    }
}
