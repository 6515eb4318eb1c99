import ArgumentParser
import CRRTProtocol

struct EffectPut: Change {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Adds an effect, or replaces it.",
        discussion: """
            The file holds one effect as JSON, as 'effect show --json' prints it. If it
            holds a revision, a record that has changed since is left alone.
            """)

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let effect = try InputFile(file).decode("effect", as: Roster.Effect.self)
        let answer = try desk.link.call(
            Roster.PutEffect.self, .init(effect: effect, ifRevision: ifRevision ?? effect.revision, idempotencyKey: desk.link.key()))
        let stored = answer.reply.effect
        desk.done(answer.raw, "\(stored.id) stored (revision \(stored.revision ?? 1), journal \(answer.reply.seq))")
    }
}
