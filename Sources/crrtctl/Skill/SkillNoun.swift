import ArgumentParser

struct SkillNoun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "skill", abstract: "The skill catalogue.", subcommands: [SkillList.self])
}
