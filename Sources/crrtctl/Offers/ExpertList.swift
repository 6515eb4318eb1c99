import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ExpertList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The experts that you may see.",
        examples: [
            "expert list --nation EST",
            "expert list --skill GX-SKL-001:4",
            "expert list --skill 'active directory:4'",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(
        help: ArgumentHelp("Only those who hold this skill, by code or plain words, at this level or above.", valueName: "skill[:level]"),
        completion: .skills)
    var skill: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let skill = try skill.map { (text) throws(Failure) in try code(of: text, context) }
        let listing = try context.list(
            Roster.ListExperts.self, member: "experts",
            page: { .init(nation: nation, skill: skill, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.experts, $0.next) })
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "expert", "experts") { RosterViews.table($0, context.times) }
    }

    /// The skill as `CODE` or `CODE:LEVEL`. The daemon checks the level.
    private func code(of text: String, _ context: CommandContext) throws(Failure) -> String {
        let skill = text.prefix { $0 != ":" }
        if let code = try? SkillCode(skill.uppercased()) { return code.text + text.dropFirst(skill.count) }
        let catalogue = try context.daemon.call(Roster.ListSkills.self, .init()).reply.skills ?? []
        do throws(InvalidField) {
            return try SkillInput.one(String(skill), among: catalogue).code + text.dropFirst(skill.count)
        } catch {
            throw .usage("--skill: \(error.reason)", next: "crrtctl skill list \(ShellWord.quoted(String(skill)))")
        }
    }
}
