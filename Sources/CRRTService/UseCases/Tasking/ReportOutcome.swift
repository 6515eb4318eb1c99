import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The nation of an effect, or a releasing authority, reports what its use came to. Nothing else of the tasking changes.
enum ReportOutcome {
    static func run(_ parameters: Taskings.ReportOutcome.Parameters, _ command: Command) throws -> Taskings.ReportOutcome.Reply {
        let (tasking, _) = try command.tasking(parameters.id)
        let effect: EffectID
        do throws(InvalidField) { effect = try EffectID(parameters.effect) } catch { throw Refusal.invalid(error.within("effect")) }
        let isOwner = command.caller.speaks(for: effect.nation)
        guard isOwner || command.caller.roles.contains(.authority) else { throw Refusal.permission(of: [effect.nation], or: [.authority]) }
        guard try command.seesName(of: effect), let index = tasking.elements.lastIndex(where: { $0.effect == effect }) else {
            throw Refusal.invalid("effect", "\(effect) is not in \(tasking.id); crrtctl tasking show \(tasking.id) shows what is")
        }
        let outcome: EffectOutcome
        do throws(InvalidField) {
            outcome = try EffectOutcome(
                result(parameters.result), text: parameters.text, nation: isOwner ? effect.nation : nil, at: command.now)
        } catch { throw Refusal.invalid(error) }
        try check(tasking.elements[index], in: tasking, isOwner: isOwner)
        var next = tasking
        next.elements[index].outcome = outcome
        next.revision += 1
        next.countParts(since: tasking) { nation in tasking.parts.first { $0.nation == nation }?.digest }
        let seq = try command.append(
            .taskingOutcome, tasking.id, [.tasking(next)],
            detail: ["nation": effect.nation.description, "elements": effect.text, "result": outcome.result.rawValue])
        return .init(tasking: try command.shown(next), seq: seq)
    }

    private static func result(_ wire: Taskings.ReportOutcome.Parameters.Result) -> EffectOutcome.Result {
        switch wire {
        case .achieved: .achieved
        case .partly: .partly
        case .notAchieved: .notAchieved
        case .unknown: .unknown
        }
    }

    /// Checks that the effect was used and has turned back. The word of its nation stands before that of an authority.
    private static func check(_ element: Element, in tasking: Tasking, isOwner: Bool) throws {
        func illegal(_ hint: String) -> Service.IllegalTransition {
            Refusal.illegal("\(tasking.id) \(element.text)", state: element.state.rawValue, event: "outcome", hint)
        }
        switch element.state {
        case .returning, .home: break
        case .out: throw illegal("it was not used")
        case .asked, .agreed, .ordered: throw illegal("it has not been used")
        case .moving, .onTask: throw illegal("it is in use; release or cease it first")
        }
        if !isOwner, let nation = element.outcome?.nation { throw illegal("\(nation) has reported it, whose word stands") }
    }
}
