import ArgumentParser

struct EffectNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "effect", abstract: "Sovereign effects that nations offer: references and conditions only.",
        subcommands: [
            EffectList.self, EffectShow.self, EffectPut.self, EffectEdit.self, EffectOffer.self, EffectConfirm.self, EffectSuspend.self,
            EffectWithdraw.self,
        ])
}
