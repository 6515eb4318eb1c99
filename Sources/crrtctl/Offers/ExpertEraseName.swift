import ArgumentParser
import CRRTProtocol

struct ExpertEraseName: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "erase-name",
        abstract: "Removes an expert's name and company, for good. The rest of the record stays.",
        examples: ["expert erase-name EST-0042"])

    @Argument(help: "Such as EST-0042.", completion: .experts, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Roster.EraseName.self, .init(id: id, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, "\(id): name and company are erased\(Outcome.words(seq: answer.reply.seq))")
    }
}
