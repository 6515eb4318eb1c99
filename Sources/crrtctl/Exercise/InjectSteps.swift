import ArgumentParser
import CRRTProtocol

struct InjectRelease: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Tells an inject to its readers now.", examples: ["inject release INJ-483920"])

    @Argument(help: "Such as INJ-483920.", transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Exercise.ReleaseInject.self, .init(id: id, idempotencyKey: context.daemon.key()))
        context.done(
            answer.raw, "\(id) released to \(answer.reply.message.to.joined(separator: " "))\(Outcome.words(seq: answer.reply.seq))")
    }
}

struct InjectCancel: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Drops a planned inject; its readers never hear of it.", examples: ["inject cancel INJ-483920"])

    @Argument(help: "Such as INJ-483920.", transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Exercise.CancelInject.self, .init(id: id, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, "\(id) cancelled")
    }
}
