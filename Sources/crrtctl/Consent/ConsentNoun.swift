import ArgumentParser

struct ConsentNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: "The nations' answers to taskings. Silence is refusal.",
        subcommands: [ConsentList.self, ConsentShow.self, ConsentGrant.self, ConsentRefuse.self, ConsentRevoke.self, ConsentNewKey.self])
}
