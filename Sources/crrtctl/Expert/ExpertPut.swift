import ArgumentParser
import CRRTProtocol

struct ExpertPut: Change {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Adds an expert, or replaces it.",
        discussion: """
            The file holds one expert as JSON, as 'expert show --json' prints it. If it
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
        let expert = try InputFile(file).decode("expert", as: Roster.Expert.self)
        let answer = try desk.link.call(
            Roster.PutExpert.self, .init(expert: expert, ifRevision: ifRevision ?? expert.revision, idempotencyKey: desk.link.key()))
        let stored = answer.reply.expert
        desk.done(answer.raw, "\(stored.id) stored (revision \(stored.revision ?? 1), journal \(answer.reply.seq))")
    }
}
