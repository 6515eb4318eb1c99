import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A contributing nation recalls its own people. No role can prevent it.
enum RecallTasking {
    /// The most people that one request can ask for.
    private static let maxExperts = Request.mostPeople

    static func run(_ parameters: Taskings.Recall.Parameters, _ command: Command) throws -> Taskings.Recall.Reply {
        switch (parameters.id, parameters.experts) {
        case (let id?, _): try one(id, parameters, command)
        case (nil, let experts?): try all(of: experts, parameters, command)
        case (nil, nil): throw Refusal.invalid("id", "is missing; name a tasking, or your own people in experts")
        }
    }

    /// Recalls from one tasking, which the caller sees, or for which they have granted their nation's consent.
    private static func one(
        _ id: String, _ parameters: Taskings.Recall.Parameters, _ command: Command
    ) throws -> Taskings.Recall.Reply {
        let (tasking, _) = try command.taskingOfOwnConsent(id)
        let nation = try nation(parameters, command)
        guard tasking.nations.contains(nation) else {
            throw Refusal.invalid("nation", "\(nation) does not contribute to \(tasking.id)")
        }
        let named = try parameters.experts.map { try handles($0, of: nation, in: tasking, command) }
        let reason = try ParameterFields.reason("reason", parameters.reason)
        let (recalled, seq) = try command.recall(tasking, by: nation, named, reason: reason)
        // The tasking may have become invisible to the caller.
        guard try command.sees(.tasking(recalled)) else { return .init() }
        return .init(tasking: try command.shown(recalled), seq: seq)
    }

    /// The handles of experts and effects of the nation that are forward in a tasking.
    private static func handles(
        _ texts: [String], of nation: NationCode, in tasking: Tasking, _ command: Command
    ) throws -> Set<String> {
        let named = try handles(texts, of: nation, command).map(\.text)
        for (index, expert) in named.enumerated() {
            // Who left and was proposed again is in it twice: the last counts.
            let state = tasking.elements.last { $0.text == expert }?.state
            guard state?.isForward != true else { continue }
            let fault =
                switch state {
                case nil: "is not in \(tasking.id)"
                case .returning: "is on the way home; once they are home: crrtctl tasking home \(tasking.id) --expert \(expert)"
                default: "has left \(tasking.id)"
                }
            throw Refusal.invalid("experts[\(index)]", "\(expert) \(fault)")
        }
        return Set(named)
    }

    /// Recalls experts and effects from every tasking in which they serve and from which they are not yet returning.
    ///
    /// The right is the nation's, so each of its contact points has it, whatever their clearance. A caller who may not see a tasking learns
    /// nothing of it: the answer and the visible entries are the same as for an expert in no tasking. The reason may be as secret as the
    /// tasking, so only the tasking's own entry has it.
    private static func all(
        of texts: [String], _ parameters: Taskings.Recall.Parameters, _ command: Command
    ) throws -> Taskings.Recall.Reply {
        let nation = try nation(parameters, command)
        let handles = try handles(texts, of: nation, command)
        let reason = try ParameterFields.reason("reason", parameters.reason)
        var taskings: Set<TaskingID> = []
        for handle in handles {
            if let expert = handle.expert {
                taskings.formUnion(try command.rows.recallableTaskings(of: expert))
                _ = try command.append(.expertRecalled, expert, [], detail: ["nation": nation.description])
            }
            if let effect = handle.effect {
                taskings.formUnion(try command.rows.taskings(using: effect.id))
                // The entry holds the effect, whose label decides who may read the entry.
                _ = try command.append(.effectRecalled, effect.id, [.effect(effect)], detail: ["nation": nation.description])
            }
        }
        let names = Set(handles.map(\.text))
        var shown: [(tasking: Taskings.Tasking, seq: Int)] = []
        for id in taskings.sorted() {
            guard let tasking = try command.rows.tasking(id),
                tasking.elements.contains(where: { names.contains($0.text) && $0.nation == nation && $0.state.isForward })
            else { continue }
            let recalled = try command.recall(tasking, by: nation, names, reason: reason)
            if try command.sees(.tasking(recalled.0)) { shown.append((try command.shown(recalled.0), recalled.seq)) }
        }
        let others = shown.dropFirst().map(\.tasking)
        return .init(tasking: shown.first?.tasking, seq: shown.first?.seq, others: others.isEmpty ? nil : others)
    }

    private static func nation(_ parameters: Taskings.Recall.Parameters, _ command: Command) throws -> NationCode {
        let nation: NationCode
        do { nation = try NationCode(parameters.nation) } catch { throw Refusal.invalid(error.within("nation")) }
        guard command.caller.speaks(for: nation) else { throw Refusal.permission(of: [nation]) }
        return nation
    }

    /// What a nation names by its handle. An expert and an effect may have the same one.
    private struct Handle {
        let text: String
        let expert: ExpertID?
        /// nil where there is none, and where the caller may not read it.
        let effect: Effect?
    }

    private static func handles(_ texts: [String], of nation: NationCode, _ command: Command) throws -> [Handle] {
        guard (1...maxExperts).contains(texts.count) else {
            throw Refusal.invalid("experts", "names \(texts.count); 1 to \(maxExperts) are allowed")
        }
        return try texts.enumerated().map { index, text in
            let id: ExpertID
            do throws(InvalidField) { id = try ExpertID(text) } catch { throw Refusal.invalid(error.within("experts[\(index)]")) }
            guard id.nation == nation else {
                throw Refusal.invalid("experts[\(index)]", "\(id) is not \(nation)'s; a nation recalls its own people")
            }
            guard !texts[..<index].contains(text) else { throw Refusal.invalid("experts[\(index)]", "\(id) is named twice") }
            let effect = try (try? EffectID(text)).flatMap { try command.sees(effect: $0) ? try command.rows.effect($0) : nil }
            let handle = Handle(text: text, expert: try command.rows.expert(id)?.id, effect: effect)
            guard handle.expert != nil || effect != nil else { throw Refusal.noSuch("expert", text) }
            return handle
        }
    }
}

extension Command {
    /// Withdraws the nation's people from a tasking, or some of them. Where none is left in it, the nation's consents to contribute are
    /// revoked. A host that recalls its own people goes on hosting the others.
    ///
    /// - Parameter named: Whom it recalls; nil for all.
    fileprivate func recall(
        _ tasking: Tasking, by nation: NationCode, _ named: Set<String>?, reason: String
    ) throws -> (Tasking, seq: Int) {
        func isMeant(_ element: Element) -> Bool {
            element.nation == nation && (named.map { $0.contains(element.text) } ?? true)
        }
        let isLoan = named == nil && tasking.lendingNation == nation
        guard isLoan || tasking.elements.contains(where: { isMeant($0) && $0.state.isForward }) else {
            throw try illegal(tasking, "recall")
        }
        var next = tasking.withdrawing(.recalled, at: now) { isMeant($0) || (isLoan && $0.batch == 0) }
        next.recalledBy = nation
        let isAll = !next.elements.contains { $0.nation == nation && $0.state.isForward }
        let contributed = try isAll ? granted(by: nation, in: tasking).filter { $0.kind != .host } : []
        let revoked = try contributed.map { try decide($0, .revoke, reason: reason) }
        let (recalled, changes) = try settle(tasking, as: next, decided: revoked, remark: "recalled by \(nation): \(reason)")
        let seq = try append(
            .taskingRecalled, tasking.id, changes,
            detail: [
                "nation": nation.description, "reason": reason,
                "elements": named.map { $0.sorted().joined(separator: " ") },
            ])
        return (recalled, seq)
    }
}
