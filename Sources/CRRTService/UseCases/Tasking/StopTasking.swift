import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A contributing nation calls its own people back. Nobody overrides it.
enum RecallTasking {
    static func run(_ parameters: Taskings.Recall.Parameters, _ command: Command) throws -> Taskings.Recall.Reply {
        let (tasking, _) = try command.taskingOfOwnWord(parameters.id)
        let nation: NationCode
        do { nation = try NationCode(parameters.nation) } catch { throw Refusal.invalid(error.within("nation")) }
        guard command.caller.speaks(for: nation) else { throw Refusal.permission() }
        guard tasking.nations.contains(nation) else {
            throw Refusal.invalid("nation", "\(nation) does not contribute to \(tasking.id)")
        }
        let reason = try RequestFields.reason("reason", parameters.reason)
        let (recalled, seq) = try command.recall(tasking, by: nation, reason: reason)
        return .init(tasking: try command.shown(recalled), seq: seq)
    }
}

extension Command {
    /// Every consent of the nation that stood is revoked; those of the others are spent.
    func recall(_ tasking: Tasking, by nation: NationCode, reason: String) throws -> (Tasking, seq: Int) {
        let revoked = try reading.consents(of: tasking.id).filter { $0.nation == nation && $0.state == .granted }
            .map { try decide($0, .revoke, reason: reason) }
        let (recalled, changes) = try end(
            tasking, .recall, consents: .spend, decided: revoked, remark: "recalled by \(nation): \(reason)")
        let seq = try append(.taskingRecalled, tasking.id, changes, detail: ["nation": nation.description, "reason": reason])
        return (recalled, seq)
    }
}

/// The operations centre stops a tasking.
enum AbortTasking {
    static func run(_ parameters: Taskings.Abort.Parameters, _ command: Command) throws -> Taskings.Abort.Reply {
        let (tasking, _) = try command.tasking(parameters.id)
        let reason = try RequestFields.reason("reason", parameters.reason)
        let (aborted, changes) = try command.end(tasking, .abort, consents: .spend, remark: reason)
        let seq = try command.append(.taskingAborted, tasking.id, changes, detail: ["reason": reason])
        return .init(tasking: try command.shown(aborted), seq: seq)
    }
}
