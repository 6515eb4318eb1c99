import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A contributing nation recalls its own people. No role can prevent it.
enum RecallTasking {
    /// The most people that one request can ask for.
    private static let maxExperts = Request.mostPeople

    static func run(_ parameters: Taskings.Recall.Parameters, _ command: Command) throws -> Taskings.Recall.Reply {
        switch (parameters.id, parameters.experts) {
        case (let id?, nil): try one(id, parameters, command)
        case (nil, let experts?): try all(of: experts, parameters, command)
        case (nil, nil): throw Refusal.invalid("id", "is missing; name a tasking, or your own people in experts")
        case (_?, _?): throw Refusal.invalid("experts", "goes without id; leave one of the two out")
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
        let reason = try ParameterFields.reason("reason", parameters.reason)
        let (recalled, seq) = try command.recall(tasking, by: nation, reason: reason)
        // The tasking may have become invisible to the caller.
        guard try command.sees(.tasking(recalled)) else { return .init() }
        return .init(tasking: try command.shown(recalled), seq: seq)
    }

    /// Recalls experts from every tasking in which they serve and from which they are not yet returning.
    ///
    /// The right is the nation's, so each of its contact points has it, whatever their clearance. A caller who may not see a tasking learns
    /// nothing of it: the answer and the visible entries are the same as for an expert in no tasking. The reason may be as secret as the
    /// tasking, so only the tasking's own entry has it.
    private static func all(
        of texts: [String], _ parameters: Taskings.Recall.Parameters, _ command: Command
    ) throws -> Taskings.Recall.Reply {
        let nation = try nation(parameters, command)
        let experts = try experts(texts, of: nation, command)
        let reason = try ParameterFields.reason("reason", parameters.reason)
        var taskings: Set<TaskingID> = []
        for expert in experts {
            taskings.formUnion(try command.rows.recallableTaskings(of: expert))
            _ = try command.append(.expertRecalled, expert, [], detail: ["nation": nation.description])
        }
        var shown: [(tasking: Taskings.Tasking, seq: Int)] = []
        for id in taskings.sorted() {
            guard let tasking = try command.rows.tasking(id) else { continue }
            let recalled = try command.recall(tasking, by: nation, reason: reason)
            if try command.sees(.tasking(recalled.0)) { shown.append((try command.shown(recalled.0), recalled.seq)) }
        }
        let others = shown.dropFirst().map(\.tasking)
        return .init(tasking: shown.first?.tasking, seq: shown.first?.seq, others: others.isEmpty ? nil : others)
    }

    private static func nation(_ parameters: Taskings.Recall.Parameters, _ command: Command) throws -> NationCode {
        let nation: NationCode
        do { nation = try NationCode(parameters.nation) } catch { throw Refusal.invalid(error.within("nation")) }
        guard command.caller.speaks(for: nation) else { throw Refusal.permission() }
        return nation
    }

    private static func experts(_ texts: [String], of nation: NationCode, _ command: Command) throws -> [ExpertID] {
        guard (1...maxExperts).contains(texts.count) else {
            throw Refusal.invalid("experts", "names \(texts.count); 1 to \(maxExperts) are allowed")
        }
        return try texts.enumerated().map { index, text in
            let id: ExpertID
            do throws(InvalidField) { id = try ExpertID(text) } catch { throw Refusal.invalid(error.within("experts[\(index)]")) }
            guard id.nation == nation else {
                throw Refusal.invalid("experts[\(index)]", "\(id) is not \(nation)'s; a nation recalls its own people")
            }
            guard try command.rows.expert(id) != nil else { throw Refusal.noSuch("expert", text) }
            guard !texts[..<index].contains(text) else { throw Refusal.invalid("experts[\(index)]", "\(id) is named twice") }
            return id
        }
    }
}

extension Command {
    /// Revokes the nation's granted consents, spends those of others, and recalls the tasking.
    fileprivate func recall(_ tasking: Tasking, by nation: NationCode, reason: String) throws -> (Tasking, seq: Int) {
        let revoked = try granted(by: nation, in: tasking).map { try decide($0, .revoke, reason: reason) }
        var tasking = tasking
        tasking.recalledBy = nation
        let (recalled, changes) = try end(
            tasking, .recall, consents: .spend, decided: revoked, remark: "recalled by \(nation): \(reason)")
        let seq = try append(.taskingRecalled, tasking.id, changes, detail: ["nation": nation.description, "reason": reason])
        return (recalled, seq)
    }
}
