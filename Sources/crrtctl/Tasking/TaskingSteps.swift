import ArgumentParser
import CRRTProtocol

// The steps of a tasking after its order: departing, working, coming home, and ending early.

/// A step that needs nothing but the tasking's id.
protocol TaskingStep {
    static var name: String { get }
    static var abstract: String { get }
    static var event: Taskings.Advance.Parameters.Event { get }
    /// The participle for the result, such as `departed`.
    static var done: String { get }
}

enum DepartStep: TaskingStep {
    static let (name, done) = ("depart", "departed")
    static let abstract = "The people are on their way."
    static var event: Taskings.Advance.Parameters.Event { .depart }
}

enum BeginStep: TaskingStep {
    static let (name, done) = ("begin", "begun")
    static let abstract = "The work begins."
    static var event: Taskings.Advance.Parameters.Event { .begin }
}

enum ReleaseStep: TaskingStep {
    static let (name, done) = ("release", "released")
    static let abstract = "The work is done; the people go home."
    static var event: Taskings.Advance.Parameters.Event { .release }
}

struct TaskingAdvance<Step: TaskingStep>: ChangeVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Step.name, abstract: Step.abstract, examples: ["tasking \(Step.name) TSK-ALB-2026-0001-1"])
    }

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Taskings.Advance.self, .init(id: id, event: Step.event, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.tasking.settled(Step.done, answer.reply.seq))
    }
}

struct TaskingClose: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "The people are home; ends the tasking.",
        examples: ["tasking close TSK-ALB-2026-0001-1 --report 'Restored; all home'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @Option(help: ArgumentHelp("What was done, for the record.", valueName: "text"))
    var report: String

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Taskings.Advance.self,
            .init(id: id, event: .close, report: report, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.tasking.settled("closed", answer.reply.seq))
    }
}

struct TaskingAbort: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "abort", abstract: "Ends a tasking before its time.",
        examples: ["tasking abort TSK-ALB-2026-0001-1 --reason 'The host asks for it'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @OptionGroup var why: ReasonOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try Confirmation(act: "Abort \(id)", consequence: "It ends for every nation, and its people are free again.")
            .ask(yes: confirmation.yes, context)
        let answer = try context.daemon.call(Taskings.Abort.self, .init(id: id, reason: why.reason, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.tasking.settled("aborted", answer.reply.seq))
    }
}

struct TaskingRecall: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "A nation takes its people back. It may, at any time.",
        discussion: """
            Any contact point of a nation may recall, also one who may not see the tasking:
            they name the expert instead, who is then recalled from every tasking.
            """,
        examples: [
            "tasking recall TSK-ALB-2026-0001-1 --reason 'Needed at home'",
            "tasking recall --expert EST-0042 --reason 'Needed at home' --yes",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1; or else --expert.", completion: .taskings)
    var id: String?

    @Option(
        help: ArgumentHelp("Recall this expert of your nation from every tasking; several times for several.", valueName: "id"),
        completion: .experts)
    var expert: [String] = []

    @Option(help: ArgumentHelp("The nation that recalls; your own if not given.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup var why: ReasonOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let caller = try context.daemon.call(Service.WhoAmI.self, .init()).reply
        guard caller.roles.contains("ncp") else {
            throw Failure(
                .notPermitted, "a nation's people are recalled by its own contact points alone; the operations centre aborts",
                next: id.map { "crrtctl tasking abort \($0) --reason …" })
        }
        let nation = try context.nation(nation)
        try Confirmation(
            act: "Recall \(id.map { "\(nation)'s people from \($0)" } ?? expert.joined(separator: " "))",
            consequence: "Each tasking that they are in ends now, for all people in it; the duty desk is alerted and may propose anew."
        ).ask(yes: confirmation.yes, context)
        let answer = try context.daemon.call(
            Taskings.Recall.self,
            .init(id: id, nation: nation, reason: why.reason, idempotencyKey: context.daemon.key(), experts: id == nil ? expert : nil))
        context.done(answer.raw, answer.reply.settled(nation, id: id, experts: expert))
    }

    func validate() throws {
        guard (id == nil) != expert.isEmpty else {
            throw ValidationError("name either a tasking or, with --expert, people of your nation")
        }
    }
}

extension Taskings.Recall.Reply {
    /// A line for each tasking that the caller may see. Whether the people were in others is not said.
    ///
    /// - Parameters:
    ///   - id: the tasking that was named; nil where experts were.
    ///   - experts: those who were named.
    func settled(_ nation: String, id: String?, experts: [String]) -> String {
        guard let tasking else {
            return id.map { "\(nation)'s people recalled from \($0)" }
                ?? "\(experts.joined(separator: " ")) recalled by \(nation) from every tasking"
        }
        let word = "recalled by \(nation)"
        return ([tasking.settled(word, seq)] + (others ?? []).map { $0.settled(word, nil) }).joined(separator: "\n")
    }
}
