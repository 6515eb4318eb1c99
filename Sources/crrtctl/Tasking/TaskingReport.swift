import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct TaskingReport: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Writes a situation report of a team that is ordered or out.",
        discussion: """
            By a contact point of a nation in the tasking or of the host, or by the duty
            desk. All who see the tasking whole read it, and the nation that wrote it. With
            --next, the tasking is shown as waiting for a report once that time has passed.
            """,
        examples: [
            "tasking report TSK-ALB-2026-0001-1 --from=-12h --summary 'Two of five domain controllers rebuilt' --hours 96 --next +12h",
            "tasking report TSK-ALB-2026-0001-1 --from 06:00Z --summary - --needs 'A second forensic workstation'",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @Option(
        parsing: .unconditional, help: ArgumentHelp("The time that it is about begins; 06:00Z is the last one.", valueName: "time"),
        transform: ArgumentTransform.past)
    var from: String

    @Option(
        parsing: .unconditional, help: ArgumentHelp("And ends; now if not given.", valueName: "time"), transform: ArgumentTransform.past)
    var until: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("What was done; - reads it from standard input.", valueName: "text"))
    var summary: String

    @Option(
        help: ArgumentHelp("Hours worked, of all people together, such as 12h.", valueName: "hours"), transform: ArgumentTransform.hours)
    var hours: Int?

    @Option(help: ArgumentHelp("What the team needs.", valueName: "text"))
    var needs: String?

    @Option(
        name: .customLong("next"), help: ArgumentHelp("When the next report is due.", valueName: "time"), transform: ArgumentTransform.time)
    var nextDue: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Notes.Report.self,
            .init(
                tasking: id, from: from, until: until ?? context.now.description, summary: NoteText.read(summary), hours: hours,
                needs: needs,
                nextDue: nextDue, idempotencyKey: context.daemon.key()))
        let next = nextDue.map { ", next report \(context.times.full($0))" } ?? ""
        context.done(answer.raw, "\(answer.reply.id) reports on \(answer.reply.subject)\(next)\(Outcome.words(seq: answer.reply.seq))")
    }
}
