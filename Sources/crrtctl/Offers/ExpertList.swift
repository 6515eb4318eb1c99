import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ExpertList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The experts that you may see.",
        discussion: """
            Available at a time is who could be asked for then, as 'report readiness'
            counts: the offer stands and is not stale, the clearance has not ended, there
            is no absence, and no tasking holds them. Available for a period is who meets
            the rules of 'match' for all of it: another tasking counts if it overlaps.
            Taskings that you may not see do not count.
            """,
        examples: [
            "expert list --nation EST --clearance NS",
            "expert list --skill 'active directory:4' --mode onsite --available",
            "expert list --available 2027-03-01/2027-03-14",
            "expert list --on-task",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(
        help: ArgumentHelp("Only those who hold this skill, by code or plain words, at this level or above.", valueName: "skill[:level]"),
        completion: .skills)
    var skill: String?

    @Option(help: ArgumentHelp("Only those who are cleared for this level or above.", valueName: "level"))
    var clearance: Roster.Classification?

    @Option(help: ArgumentHelp("Only those who can work in this way; both: in either way.", valueName: "onsite|remote|both"))
    var mode: Roster.ListExperts.Parameters.Mode?

    @Option(
        defaultAsFlag: "now", parsing: .next,
        help: ArgumentHelp("Only those who are available at a time, or for a whole period.", valueName: "time|from/to"))
    var available: String?

    @Flag(help: "Only those whom a tasking holds, from the order until they are home.")
    var onTask = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if onTask, available != nil {
            throw ValidationError("--on-task and --available exclude each other: a tasking holds the ones, and none the others.")
        }
    }

    func perform(_ context: CommandContext) throws {
        let skill = try skill.map { (text) throws(Failure) in try code(of: text, context) }
        let asked = try period(context.now)
        var serving: [Roster.Serving] = []
        let listing = try context.list(
            Roster.ListExperts.self, member: "experts",
            page: {
                .init(
                    nation: nation, skill: skill, limit: CommandContext.pageSize, after: $0, clearance: clearance, mode: mode,
                    availableFrom: asked?.from.description, availableUntil: asked?.until?.description, onTask: onTask ? true : nil)
            },
            read: { reply in
                serving += reply.serving ?? []
                return (reply.experts, reply.next)
            })
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "expert", "experts") { experts in
            onTask ? RosterViews.onTask(experts, serving, context.times) : RosterViews.table(experts, context.times)
        }
    }

    private func period(_ now: Instant) throws(Failure) -> (from: Instant, until: Instant?)? {
        guard let available else { return nil }
        do throws(InvalidField) { return try PeriodInput.read(available, now: now) } catch {
            throw .usage("--available: \(error.reason)", next: "crrtctl expert list --available 2027-03-01/2027-03-14")
        }
    }

    /// The skill as `CODE` or `CODE:LEVEL`. The daemon checks the level.
    private func code(of text: String, _ context: CommandContext) throws(Failure) -> String {
        let skill = text.prefix { $0 != ":" }
        if let code = try? SkillCode(skill.uppercased()) { return code.text + text.dropFirst(skill.count) }
        let catalogue = try context.daemon.call(Roster.ListSkills.self, .init()).reply.skills ?? []
        do throws(InvalidField) {
            return try SkillInput.one(String(skill), among: catalogue).code + text.dropFirst(skill.count)
        } catch {
            throw .usage("--skill: \(error.reason)", next: "crrtctl skill list \(ShellWord.argument(String(skill)))")
        }
    }
}
