import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The operations centre aborts a tasking: all its people turn back.
enum AbortTasking {
    static func run(_ parameters: Taskings.Abort.Parameters, _ command: Command) throws -> Taskings.Abort.Reply {
        let (tasking, _) = try command.tasking(parameters.id)
        let reason = try ParameterFields.reason("reason", parameters.reason)
        let (aborted, changes) = try command.settle(
            tasking, as: command.withdrawn(tasking, .aborted, event: "abort"), remark: reason)
        let seq = try command.append(.taskingAborted, tasking.id, changes, detail: ["reason": reason])
        return .init(tasking: try command.shown(aborted), seq: seq)
    }
}
