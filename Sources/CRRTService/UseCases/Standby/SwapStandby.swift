import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A nation asks another to exchange the times of two standby periods.
///
/// Whether the other period exists is not checked: the caller need not be allowed to know. It states what it takes over, and the other
/// nation can agree only while its period is that.
enum AskStandbySwap {
    static func run(_ parameters: Standby.AskSwap.Parameters, _ command: Command) throws -> Standby.AskSwap.Reply {
        var standby = try command.ownStandby(parameters.id)
        let swap = try read(parameters)
        guard swap.with.nation != standby.nation else {
            throw Refusal.invalid("with", "is your own nation's period; change both with standby put")
        }
        do { try command.site.catalogue.check(swap.with.nation) } catch { throw Refusal.invalid(error.within("with")) }
        guard swap.takes.end > command.now else { throw Refusal.invalid("end", "\(swap.takes.end) has passed") }
        guard standby.period.end > command.now else {
            throw Refusal.illegal(standby.id, state: "over", event: "askSwap", "it ended \(standby.period.end)")
        }
        if let team = standby.team, let other = try command.rows.standby(of: team, overlapping: swap.takes, besides: standby.id) {
            throw Refusal.invalid("start", "\(team) stands by then already (\(other.id)); withdraw or change that period first")
        }
        try standby.take(.askSwap, "state it anew with standby put")
        (standby.swap, standby.revision) = (swap, standby.revision + 1)
        let seq = try command.append(
            .standbySwapAsked, standby.id, [.standby(standby)],
            detail: ["nation": swap.with.nation.description, "with": swap.with.text])
        return .init(period: command.shown(standby), seq: seq)
    }

    private static func read(_ parameters: Standby.AskSwap.Parameters) throws -> StandbyPeriod.Swap {
        let with: StandbyID
        do { with = try StandbyID(parameters.with) } catch { throw Refusal.invalid(error.within("with")) }
        guard let start = try ParameterFields.instant("start", parameters.start),
            let end = try ParameterFields.instant("end", parameters.end)
        else { throw Refusal.invalid("start", "is missing") }
        return .init(with: with, takes: try Period(start: start, end: end))
    }
}

/// Answers what a period asks for: the nation of the other period agrees or refuses, or the asking nation takes its question back.
enum AnswerStandbySwap {
    static func run(_ parameters: Standby.AnswerSwap.Parameters, _ command: Command) throws -> Standby.AnswerSwap.Reply {
        var asking = try command.standby(parameters.id)
        let isOwn = command.caller.speaks(for: asking.nation)
        guard let swap = asking.swap, isOwn || command.caller.speaks(for: swap.with.nation) else {
            throw Refusal.illegal(
                asking.id, state: command.view(of: asking).state.rawValue, event: parameters.agree ? "agree" : "refuse",
                "it asks for no exchange with your nation")
        }
        let detail: [String: String?] = ["nation": swap.with.nation.description, "with": swap.with.text]
        guard parameters.agree else {
            try asking.take(.refuseSwap)
            (asking.swap, asking.revision) = (nil, asking.revision + 1)
            let seq = try command.append(.standbySwapRefused, asking.id, [.standby(asking)], detail: detail)
            let own = isOwn ? asking : try command.rows.standby(swap.with)
            return .init(period: command.shown(own ?? asking), seq: seq)
        }
        guard !isOwn else { throw Refusal.permission(of: [swap.with.nation]) }
        try asking.checkRead(parameters.read)
        let (first, second) = try exchanged(asking, swap, command)
        let seq = try command.append(.standbySwapped, first.id, [.standby(first), .standby(second)], detail: detail)
        for standby in [first, second] { try checkOverlap(standby, asking, command) }
        return .init(period: command.shown(second), seq: seq)
    }

    /// Both periods with each other's time and tier. What other nations have confirmed was for another time.
    private static func exchanged(
        _ asking: StandbyPeriod, _ swap: StandbyPeriod.Swap, _ command: Command
    ) throws -> (StandbyPeriod, StandbyPeriod) {
        guard let other = try command.rows.standby(swap.with), other.state != .withdrawn else {
            throw Refusal.noSuch("standby", swap.with.text)
        }
        guard other.period == swap.takes else {
            throw Refusal.illegal(
                asking.id, state: asking.state.rawValue, event: "agree",
                "\(asking.nation) asks for \(swap.takes.start) to \(swap.takes.end), and \(other.id) is from \(other.period.start) to "
                    + "\(other.period.end); refuse it, and agree anew")
        }
        for standby in [asking, other] where standby.period.start <= command.now {
            throw Refusal.illegal(
                standby.id, state: standby.state.rawValue, event: "swap",
                "it began \(standby.period.start); only what has not begun is exchanged")
        }
        var (first, second) = (asking, other)
        (first.period, second.period) = (other.period, asking.period)
        (first.tier, second.tier) = (other.tier, asking.tier)
        try settle(&first)
        try settle(&second)
        return (first, second)
    }

    private static func settle(_ standby: inout StandbyPeriod) throws {
        (standby.swap, standby.confirmedBy, standby.revision) = (nil, [], standby.revision + 1)
        try standby.take(.swap)
        if standby.isConfirmedByAll { try standby.take(.confirm) }
    }

    private static func checkOverlap(_ standby: StandbyPeriod, _ asking: StandbyPeriod, _ command: Command) throws {
        guard let team = standby.team,
            let other = try command.rows.standby(of: team, overlapping: standby.period, besides: standby.id)
        else { return }
        // A refusal must not tell one nation of another's periods.
        let isSeen = command.caller.sees(offersOf: team.nation)
        let words =
            isSeen ? "\(team) stands by then already (\(other.id)); refuse, or change that period first" : "its team stands by then already"
        throw Refusal.illegal(asking.id, state: asking.state.rawValue, event: "agree", words)
    }
}
