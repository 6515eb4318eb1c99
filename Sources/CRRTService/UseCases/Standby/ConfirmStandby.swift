import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Confirms another nation's standby period for the caller's own people in its team.
enum ConfirmStandby {
    static func run(_ parameters: Standby.Confirm.Parameters, _ command: Command) throws -> Standby.Confirm.Reply {
        var standby = try command.standby(parameters.id)
        guard let nation = command.caller.nation, standby.nations.contains(nation) else {
            let others = standby.nations.map(\.description).joined(separator: ", ")
            throw Refusal.illegal(
                standby.id, state: standby.state.rawValue, event: StandbyLifecycle.Event.confirm.rawValue,
                others.isEmpty ? "its own nation's people count as they are" : "for the contact points of \(others)")
        }
        guard !standby.confirmedBy.contains(nation) else {
            throw Refusal.illegal(
                standby.id, state: StandbyPeriod.State.confirmed.rawValue, event: StandbyLifecycle.Event.confirm.rawValue,
                "\(nation) has confirmed it already")
        }
        guard standby.period.end > command.now else {
            throw Refusal.illegal(standby.id, state: "over", event: "confirm", "it ended \(standby.period.end)")
        }
        try standby.checkRead(parameters.read)
        standby.confirmedBy = (standby.confirmedBy + [nation]).sorted()
        try standby.take(standby.isConfirmedByAll ? .confirm : .endorse, "its nation took it back")
        standby.revision += 1
        let seq = try command.append(.standbyConfirmed, standby.id, [.standby(standby)], detail: ["nation": nation.description])
        return .init(period: command.shown(standby), seq: seq)
    }
}

/// A nation takes a standby period back.
enum WithdrawStandby {
    static func run(_ parameters: Standby.Withdraw.Parameters, _ command: Command) throws -> Standby.Withdraw.Reply {
        var standby = try command.ownStandby(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: standby.revision, standby.id)
        let reason = try ParameterFields.reason("reason", parameters.reason)
        guard standby.period.end > command.now else {
            throw Refusal.illegal(standby.id, state: "over", event: "withdraw", "it ended \(standby.period.end), and stays on record")
        }
        try standby.take(.withdraw)
        (standby.swap, standby.revision) = (nil, standby.revision + 1)
        let seq = try command.append(.standbyWithdrawn, standby.id, [.standby(standby)], detail: ["reason": reason])
        return .init(period: command.shown(standby), seq: seq)
    }
}
