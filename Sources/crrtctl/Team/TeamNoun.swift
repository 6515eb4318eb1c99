import ArgumentParser

struct TeamNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team", abstract: "Standing teams that nations offer.",
        subcommands: [
            TeamList.self, TeamShow.self, TeamPut.self, TeamEdit.self, TeamOffer.self, TeamConfirm.self, TeamSuspend.self,
            TeamWithdraw.self,
        ])
}
