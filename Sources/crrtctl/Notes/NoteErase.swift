import ArgumentParser
import CRRTProtocol

struct NoteErase: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erases what a note, a report or a lesson says, for good.",
        discussion: """
            By who wrote it or an administrator. That it was written, by whom, when and
            about what, stays on record, with the facts of a report or a lesson. Backups
            made before keep the text for as long as they are kept.
            """,
        examples: ["note erase NTE-48392017"])

    @Argument(help: "Such as NTE-48392017.", transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try Confirmation(act: "Erase \(id)", consequence: "What it says is lost for good.").askOnTerminal(yes: confirmation.yes, context)
        let answer = try context.daemon.call(Notes.Erase.self, .init(id: id, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, "\(id): the text is erased\(Outcome.words(seq: answer.reply.seq))")
    }
}
