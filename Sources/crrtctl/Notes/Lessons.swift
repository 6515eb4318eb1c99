import ArgumentParser
import CRRTProtocol

struct LessonAdd: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Writes down what is to be done better, who answers for it and by when.",
        examples: [
            "lesson add REQ-ALB-2026-0001 'Ask for the network plan with the request' --owner duty-desk --by 2027-03-01",
            "lesson add TSK-ALB-2026-0001-1 'Visas took two days' --owner 'ALB ministry' --by +30d --to all",
        ])

    @Argument(
        help: "A request, a tasking or a campaign, such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var subject: String

    @Argument(help: "The lesson, at most 4000 bytes; - reads it from standard input.")
    var text: String

    @Option(help: ArgumentHelp("Who answers for it.", valueName: "who"))
    var owner: String

    @Option(help: ArgumentHelp("The day by which it is done, UTC.", valueName: "date"), transform: ArgumentTransform.day)
    var by: String

    @Option(
        name: .customLong("to"), help: ArgumentHelp("For whom: desk, all, or a nation; desk if not given.", valueName: "reader"),
        transform: NoteText.reader)
    var to: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Notes.AddLesson.self,
            .init(
                subject: subject, lesson: NoteText.read(text), owner: owner, due: by, to: to, idempotencyKey: context.daemon.key()))
        context.done(
            answer.raw, "\(answer.reply.id) added to \(answer.reply.subject), by \(by)\(Outcome.words(seq: answer.reply.seq))",
            next: "crrtctl lesson done \(answer.reply.id), once it is")
    }
}

struct LessonList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The lessons that you are told.",
        examples: [
            "lesson list",
            "lesson list --open",
        ])

    @Flag(help: "Only those that are not done.")
    var open = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.notes(kind: "lesson", open: open ? true : nil)
        context.showEntries(listing, "lesson", "lessons") { NoteViews.lessons($0, context.times) }
    }
}

struct LessonDone: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "A lesson is learned.",
        examples: ["lesson done NTE-48392017"])

    @Argument(help: "Such as NTE-48392017.", transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Notes.CompleteLesson.self, .init(id: id, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, "\(id) is done\(Outcome.words(seq: answer.reply.seq))")
    }
}
