import ArgumentParser
import CRRTProtocol

// What nations do with a period that is stated: confirm it, take it back.

struct StandbyConfirm: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Confirms another nation's period for your own people in its team.",
        discussion: "From then on your people have the period's notice with that team. Before, they keep their ordinary one.",
        examples: ["standby confirm LVA-STB-2027-07 LVA-STB-2027-08"])

    @Argument(help: "Such as LVA-STB-2027-07; several at once.", completion: .standby, transform: ArgumentTransform.id)
    var ids: [String]

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try context.each(ids) { id in
            let read = try context.daemon.call(Standby.Get.self, .init(id: id)).reply.period
            try Confirmation(act: "Confirm \(id)", consequence: StandbyViews.sentence(read, context.times))
                .askOnTerminal(yes: confirmation.yes, context)
            let answer = try context.change(standby: id, isOwn: false) { () throws(Failure) in
                try context.daemon.call(Standby.Confirm.self, .init(id: id, read: read, idempotencyKey: context.daemon.key()))
            }
            context.done(answer.raw, answer.reply.period.settled("confirmed", answer.reply.seq))
        }
    }
}

struct StandbyWithdraw: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Takes a standby period back.",
        discussion: "Its people have their ordinary notice from then on. A tasking that is ordered keeps its terms.",
        examples: ["standby withdraw EST-STB-2027-03 --reason 'The team is on an exercise'"])

    @Argument(help: "Such as EST-STB-2027-03.", completion: .standby, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var reason: ReasonOption

    @OptionGroup var revision: RevisionOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try Confirmation(act: "Withdraw \(id)", consequence: consequence(context)).ask(yes: confirmation.yes, context)
        let answer = try context.change(standby: id, isOwn: true) { () throws(Failure) in
            try context.daemon.call(
                Standby.Withdraw.self,
                .init(id: id, reason: reason.reason, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        }
        context.done(answer.raw, answer.reply.period.settled("withdrawn", answer.reply.seq), next: "crrtctl standby gaps")
    }

    /// What is taken back, as far as the caller reads it. The daemon says why it cannot be.
    private func consequence(_ context: CommandContext) -> String {
        let after = "From then on these people have their ordinary notice."
        guard !confirmation.yes, let period = try? context.daemon.call(Standby.Get.self, .init(id: id)).reply.period else { return after }
        return "\(StandbyViews.sentence(period, context.times)) \(after)"
    }
}
