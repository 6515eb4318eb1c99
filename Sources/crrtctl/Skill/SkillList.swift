import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct SkillList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The skills, or those that plain words find, the best first.",
        discussion: """
            Words as in an incident report: active directory, scada, wiper. A code, and
            part of a code or title, are found too.
            """,
        examples: [
            "skill list",
            "skill list active directory",
            "skill list wiper",
        ])

    @Argument(help: "Upper or lower case.")
    var word: [String] = []

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.list(
            Roster.ListSkills.self, member: "skills",
            page: { (_: String?) in .init(word: word.isEmpty ? nil : word.joined(separator: " ")) }, read: { ($0.skills, nil) })
        guard !listing.records.isEmpty || context.wantsJSON || word.isEmpty else { return try nothing(context) }
        context.show(listing, "skill", "skills") { skills in
            Table(
                columns: [.text("CODE"), .text("FRAMEWORK", rank: 1), .text("TITLE", least: 30)],
                rows: skills.map { [$0.code, $0.framework, $0.title] })
        }
    }

    /// Says that no skill is found, with the nearest words that find one.
    private func nothing(_ context: CommandContext) throws(Failure) {
        let all = try context.daemon.call(Roster.ListSkills.self, .init()).reply.skills ?? []
        let near = SkillInput.near(word.joined(separator: " "), among: all)
        context.screen.notice(
            "no skills are known by \(quoted(word.joined(separator: " ")))"
                + (near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))"))
        context.screen.notice("next: another word for what the people have to do, or crrtctl skill list for all \(all.count)")
    }
}
