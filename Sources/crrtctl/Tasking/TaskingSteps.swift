import ArgumentParser
import CRRTProtocol

// The steps of a tasking after its order: departing, working, coming home, and ending early.

/// A step of all people of a tasking, or of some.
protocol TaskingStep {
    /// The option for the actual time; `NoTime` where the step happens when it is recorded.
    associatedtype Time: StepTime
    static var name: String { get }
    static var abstract: String { get }
    static var event: Taskings.Advance.Parameters.Event { get }
    /// The participle for the result, such as `departed`.
    static var done: String { get }
}

/// When a step happened.
protocol StepTime: ParsableArguments {
    /// RFC 3339; nil for now.
    var at: String? { get }
}

struct ActualTime: StepTime {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("When it happened, not before the order; now if not given.", valueName: "time"),
        transform: ArgumentTransform.time)
    var at: String?
}

struct NoTime: StepTime {
    var at: String? { nil }
}

enum DepartStep: TaskingStep {
    typealias Time = ActualTime
    static let (name, done) = ("depart", "departed")
    static let abstract = "The people are on their way."
    static var event: Taskings.Advance.Parameters.Event { .depart }
}

enum BeginStep: TaskingStep {
    typealias Time = ActualTime
    static let (name, done) = ("begin", "begun")
    static let abstract = "The work begins."
    static var event: Taskings.Advance.Parameters.Event { .begin }
}

enum ReleaseStep: TaskingStep {
    typealias Time = NoTime
    static let (name, done) = ("release", "released")
    static let abstract = "The work is done; the people go home."
    static var event: Taskings.Advance.Parameters.Event { .release }
}

enum HomeStep: TaskingStep {
    typealias Time = ActualTime
    static let (name, done) = ("home", "home")
    static let abstract = "People have come home who had departed or begun."
    static var event: Taskings.Advance.Parameters.Event { .home }
}

/// The people whom a step is about.
struct PeopleOption: ParsableArguments {
    @Option(
        name: .customLong("expert"), parsing: .singleValue,
        help: ArgumentHelp("Only this expert; several times for several. All whom it can concern if not given.", valueName: "id"),
        completion: .experts, transform: ArgumentTransform.id)
    var experts: [String] = []

    /// nil for all.
    var named: [String]? { experts.isEmpty ? nil : experts }
}

struct TaskingAdvance<Step: TaskingStep>: ChangeVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Step.name, abstract: Step.abstract,
            examples: [
                "tasking \(Step.name) TSK-ALB-2026-0001-1",
                "tasking \(Step.name) TSK-ALB-2026-0001-1 --expert EST-0042" + (Step.Time.self == ActualTime.self ? " --at=-2h" : ""),
            ])
    }

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var people: PeopleOption

    @OptionGroup var time: Step.Time

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let before = people.named == nil && Step.event == .home ? try context.daemon.call(Taskings.Get.self, .init(id: id)) : nil
        let answer = try context.daemon.call(Taskings.Advance.self, parameters(context.daemon.key()))
        let tasking = answer.reply.tasking
        // Without names it brings home all who are out: they are named in the answer, that of a dry run too.
        let who = before.map { before in before.reply.tasking.abroad.filter { !tasking.abroad.contains($0) } } ?? people.experts
        // Who reports only some people may be a nation, which neither sees the others nor closes.
        let isLast = Step.event == .home && people.named == nil && tasking.isToBeClosed
        context.done(
            answer.raw, tasking.settled((who + [Step.done]).joined(separator: " "), answer.reply.seq),
            warnings: tasking.stillAway(after: Step.event), next: isLast ? tasking.wayHome : nil)
    }
}

extension TaskingAdvance {
    func parameters(_ key: String) -> Taskings.Advance.Parameters {
        .init(
            id: id, event: Step.event, ifRevision: revision.ifRevision, idempotencyKey: key, experts: people.named, at: time.at)
    }
}

extension Taskings.Tasking {
    /// Who is still to be reported home after some were released or reported.
    fileprivate func stillAway(after event: Taskings.Advance.Parameters.Event) -> [String] {
        guard event == .release || event == .home, !returning.isEmpty else { return [] }
        return ["on the way home until reported home: " + returning.joined(separator: " ")]
    }
}

struct TaskingClose: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Ends the tasking; all who departed or began are reported home.",
        examples: ["tasking close TSK-ALB-2026-0001-1 --report 'Restored; all home'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
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

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var why: ReasonOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try Confirmation(act: "Abort \(id)", consequence: "It ends for every nation. \(TaskingRecall.onTheWay)")
            .ask(yes: confirmation.yes, context)
        let answer = try context.daemon.call(Taskings.Abort.self, .init(id: id, reason: why.reason, idempotencyKey: context.daemon.key()))
        let tasking = answer.reply.tasking
        context.done(answer.raw, tasking.settled("aborted", answer.reply.seq), next: tasking.returning.isEmpty ? nil : tasking.wayHome)
    }
}

struct TaskingRecall: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "A nation takes its people back. It may, at any time.",
        discussion: """
            Only the nation's own people come out, all of them or those whom --expert
            names; others stay. Who has departed or begun is on the way home until
            reported home.

            Any contact point of a nation may recall, also one who may not see the tasking:
            they name the expert alone, who is then recalled from every tasking.
            """,
        examples: [
            "tasking recall TSK-ALB-2026-0001-1 --reason 'Needed at home'",
            "tasking recall TSK-ALB-2026-0001-1 --expert EST-0042 --reason Crisis",
            "tasking recall --expert EST-0042 --reason 'Needed at home' --yes",
        ])

    /// What becomes of those who come out.
    static let onTheWay = "Who has departed or begun is on the way home until reported home; the others are free again."

    @Argument(help: "Such as TSK-ALB-2026-0001-1; without it, --expert.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Only this expert of your nation; without a tasking, from every one. Several times for several.", valueName: "id"),
        completion: .experts, transform: ArgumentTransform.id)
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
            act: TaskingRecall.act(nation, id: id, experts: expert),
            consequence: "Only \(nation)'s people come out. \(TaskingRecall.onTheWay) The duty desk is alerted."
        ).ask(yes: confirmation.yes, context)
        let answer = try context.daemon.call(Taskings.Recall.self, parameters(nation, context.daemon.key()))
        context.done(answer.raw, answer.reply.settled(nation, id: id, experts: expert), next: answer.reply.tasking?.reportHome)
    }

    func validate() throws {
        guard id != nil || !expert.isEmpty else {
            throw ValidationError("name a tasking or, with --expert, people of your nation")
        }
    }

    func parameters(_ nation: String, _ key: String) -> Taskings.Recall.Parameters {
        .init(id: id, nation: nation, reason: why.reason, idempotencyKey: key, experts: expert.isEmpty ? nil : expert)
    }

    /// `Recall EST-0042 from every tasking`
    static func act(_ nation: String, id: String?, experts: [String]) -> String {
        "Recall \(experts.isEmpty ? "\(nation)'s people" : experts.joined(separator: " ")) from \(id ?? "every tasking")"
    }
}

extension Taskings.Tasking {
    /// The command with which a nation reports those home who are on the way; nil where nobody is.
    fileprivate var reportHome: String? {
        returning.isEmpty ? nil : wayHome.map { $0 + ", once they are" }
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
            if let id, experts.isEmpty { return "\(nation)'s people recalled from \(id)" }
            return "\(experts.joined(separator: " ")) recalled by \(nation) from \(id ?? "every tasking")"
        }
        let who = id == nil ? [] : experts
        let word = (who + ["recalled by \(nation)"]).joined(separator: " ")
        return ([tasking.settled(word, seq)] + (others ?? []).map { $0.settled(word, nil) }).joined(separator: "\n")
    }
}
