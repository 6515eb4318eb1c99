import ArgumentParser
import CRRTProtocol

struct NoDuffRaise: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "raise", abstract: "Tells everybody in the exercise of a real matter.",
        discussion: """
            For everybody with a role in an exercise instance. The first and the last line
            of every output say NO DUFF until exercise control or an administrator clears
            it. Help for the real matter is asked for on the real instance.
            """,
        examples: ["no-duff raise 'Medical emergency in building 4, call 112'"])

    @Argument(help: "One line, at most 200 bytes. It has no label: everybody reads it.")
    var text: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Exercise.RaiseNoDuff.self, .init(text: text, idempotencyKey: context.daemon.key()))
        let id = answer.reply.message.id
        context.done(
            answer.raw, "\(id) raised: everybody in the exercise is told\(Outcome.words(seq: answer.reply.seq))",
            next: "once it is over, exercise control or an administrator: crrtctl no-duff clear \(id)")
    }
}

struct NoDuffClear: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "clear", abstract: "Says that a real matter is over.",
        discussion: "For exercise control and administrators.", examples: ["no-duff clear NDF-271828"])

    @Argument(help: "Such as NDF-271828.", transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Exercise.ClearNoDuff.self, .init(id: id, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, "\(id) cleared\(Outcome.words(seq: answer.reply.seq))")
    }
}

struct NoDuffList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The no-duff messages that stand.", examples: ["no-duff list", "no-duff list --all"])

    @Flag(help: "Those too that were cleared.")
    var all = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.noDuff(all: all)
        context.show(listing, "no-duff message", "no-duff messages") { ExerciseViews.noDuff($0, context.times) }
    }
}
