import ArgumentParser

struct ExpertNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expert", abstract: "People that nations offer.",
        subcommands: [
            ExpertList.self, ExpertShow.self, ExpertPut.self, ExpertEdit.self, ExpertOffer.self, ExpertConfirm.self, ExpertSuspend.self,
            ExpertWithdraw.self,
            ExpertEraseName.self,
        ])
}
