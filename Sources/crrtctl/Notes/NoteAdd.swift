import ArgumentParser
import CRRTProtocol

struct NoteAdd: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Writes a note about a request, a tasking or a campaign into the log of the room.",
        discussion: """
            For the desk alone (duty and authority), unless --to says otherwise: all is
            everybody who sees the subject whole, such as the requesting nation; a nation is
            one with people in the tasking. The auditor reads every note. A note changes no
            record; one about a closed request is fine. Its text can be erased for good.
            """,
        examples: [
            "note add REQ-ALB-2026-0001 'The ministry asks for a call at 18:00Z'",
            "note add TSK-ALB-2026-0001-1 'Meet at gate 4, ask for the watch' --to EST",
            "note add REQ-ALB-2026-0001 -",
        ])

    @Argument(
        help: "A request, a tasking or a campaign, such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var subject: String

    @Argument(help: "What is to be remembered, at most 4000 bytes; - reads it from standard input.")
    var text: String

    @Option(
        name: .customLong("to"), help: ArgumentHelp("For whom: desk, all, or a nation; desk if not given.", valueName: "reader"),
        transform: NoteText.reader)
    var to: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Notes.Add.self, .init(subject: subject, note: NoteText.read(text), to: to, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, "\(answer.reply.id) added to \(answer.reply.subject)\(Outcome.words(seq: answer.reply.seq))")
    }
}
