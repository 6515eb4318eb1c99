import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Stops an effect at once, from any state before its end: by the nation that owns it, the host or a releasing authority.
enum CeaseEffect {
    static func run(_ parameters: Taskings.Cease.Parameters, _ command: Command) throws -> Taskings.Cease.Reply {
        let effect: EffectID
        do throws(InvalidField) { effect = try EffectID(parameters.effect) } catch { throw Refusal.invalid(error.within("effect")) }
        guard let id = parameters.id else { return try everywhere(effect, parameters, command) }
        return try one(id, effect, parameters, command)
    }

    /// Stops it in one tasking, which the caller sees, or for which they have granted their nation's consent.
    private static func one(
        _ id: String, _ effect: EffectID, _ parameters: Taskings.Cease.Parameters, _ command: Command
    ) throws -> Taskings.Cease.Reply {
        let (tasking, request) = try command.taskingOfOwnConsent(id)
        let caller = command.caller
        let isOwner = caller.speaks(for: effect.nation)
        guard isOwner || caller.speaks(for: request.nation) || caller.roles.contains(.authority) else {
            throw Refusal.permission(of: [effect.nation, request.nation], or: [.authority])
        }
        let reason = try ParameterFields.reason("reason", parameters.reason)
        guard try command.seesName(of: effect), tasking.elements.contains(where: { $0.effect == effect }) else {
            throw Refusal.invalid("effect", "\(effect) is not in \(tasking.id); crrtctl tasking show \(tasking.id) shows what is")
        }
        guard let ceased = try command.cease(effect, in: tasking, by: isOwner ? effect.nation : caller.nation, reason) else {
            throw Refusal.illegal(
                "\(tasking.id) \(effect)", state: tasking.elements.last { $0.effect == effect }?.state.rawValue ?? "", event: "cease",
                "it has ended")
        }
        // The tasking may not be visible to the caller any more.
        guard try command.sees(.tasking(ceased.tasking)) else { return .init() }
        return .init(tasking: try command.shown(ceased.tasking), seq: ceased.seq)
    }

    /// Stops it in every tasking that it is in.
    ///
    /// Each contact point of the nation that may read the effect has the right. A caller who may not see a tasking learns nothing of it:
    /// the answer and the visible entries are the same as for an effect in no tasking. Only the taskings' own entries have the reason.
    private static func everywhere(
        _ id: EffectID, _ parameters: Taskings.Cease.Parameters, _ command: Command
    ) throws -> Taskings.Cease.Reply {
        guard command.caller.speaks(for: id.nation) else { throw Refusal.permission(of: [id.nation]) }
        guard try command.sees(effect: id), let effect = try command.rows.effect(id) else { throw Refusal.noSuch("effect", id.text) }
        let reason = try ParameterFields.reason("reason", parameters.reason)
        // The entry holds the effect, whose label decides who may read the entry.
        _ = try command.append(.effectCeased, id, [.effect(effect)], detail: ["nation": id.nation.description])
        var shown: [(tasking: Taskings.Tasking, seq: Int)] = []
        for tasking in try command.rows.taskings(using: id).compactMap(command.rows.tasking) {
            guard let ceased = try command.cease(id, in: tasking, by: id.nation, reason) else { continue }
            if try command.sees(.tasking(ceased.tasking)) { shown.append((try command.shown(ceased.tasking), ceased.seq)) }
        }
        let others = shown.dropFirst().map(\.tasking)
        return .init(tasking: shown.first?.tasking, seq: shown.first?.seq, others: others.isEmpty ? nil : others)
    }
}

extension Command {
    /// Stops an effect in a tasking. Consents stay as they are until it is home, as after a release.
    ///
    /// - Parameter nation: The nation that stops it; nil for a releasing authority.
    /// - Returns: nil where the effect has ended in it.
    fileprivate func cease(
        _ effect: EffectID, in tasking: Tasking, by nation: NationCode?, _ reason: String
    ) throws -> (tasking: Tasking, seq: Int)? {
        var next = tasking
        var isFound = false
        for (index, element) in tasking.elements.enumerated() where element.effect == effect {
            guard let ceased = element.ceased(at: now) else { continue }
            next.elements[index] = ceased
            isFound = true
        }
        guard isFound else { return nil }
        let by = nation?.description ?? "the releasing authority"
        let (settled, changes) = try settle(tasking, as: next, remark: "\(effect) ceased by \(by): \(reason)")
        // The entry is told as that of the nation whose effect it is.
        let seq = try append(
            .taskingCeased, tasking.id, changes,
            detail: ["nation": effect.nation.description, "elements": effect.text, "by": by, "reason": reason])
        return (settled, seq)
    }
}
