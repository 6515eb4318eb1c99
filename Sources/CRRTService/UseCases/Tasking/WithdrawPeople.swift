import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The duty desk, or a nation for its own people, takes single people out of the work: they are ill, or no longer needed.
enum WithdrawPeople {
    static func run(_ parameters: Taskings.Withdraw.Parameters, _ command: Command) throws -> Taskings.Withdraw.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        let named = try TaskedPeople(parameters.experts, tasking, request, command)
        guard command.caller.roles.contains(.duty) || named.people.allSatisfy({ command.caller.speaks(for: $0.nation) }) else {
            throw Refusal.permission(of: named.people.map(\.nation), or: [.duty])
        }
        let reason = try ParameterFields.reason("reason", parameters.reason)
        if parameters.cause == .ill, named.people.contains(where: { $0.expert == nil }) {
            throw Refusal.invalid("cause", "is ill, which an effect cannot be; released takes it out")
        }
        let cause: Element.Cause =
            switch parameters.cause {
            case .ill: .ill
            case .released: .released
            }
        let (next, changes) = try command.settle(tasking, as: named.after(.withdraw, at: command.now, cause: cause))
        // The reason may be about a person's health, so the entry is told as that of their nation.
        let nations = Set(named.people.map(\.nation)).sorted()
        let seq = try command.append(
            .taskingWithdrawn, tasking.id, changes,
            detail: [
                "nation": nations.count == 1 ? nations[0].description : nil, "elements": parameters.experts.joined(separator: " "),
                "cause": cause.rawValue, "reason": reason,
            ])
        return .init(tasking: try command.shown(next), seq: seq)
    }
}
