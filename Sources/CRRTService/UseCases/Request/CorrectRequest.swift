import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Corrects what no nation consents to. State, taskings and consents stay as they are.
enum CorrectRequest {
    static func run(_ parameters: Requests.Correct.Parameters, _ command: Command) throws -> Requests.Correct.Reply {
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        guard let title = parameters.title else { throw Refusal.invalid("title", "is missing; state what is to be corrected") }
        var wire = Requests.Request(present)
        wire.title = title
        let corrected: Request
        do throws(InvalidField) { corrected = try Request(wire) } catch { throw Refusal.invalid(error) }
        guard !corrected.changes(since: present).isEmpty else { throw Refusal.invalid("title", "is that already") }
        try checkConsents(present, command)
        let request = try correction(corrected, command.step(present, .relabel, remark: present.remark))
        let seq = try command.append(
            .requestCorrected, parameters.id, [.request(request)],
            detail: try RequestDifference.detail(from: present, to: request, command.site.catalogue))
        return .init(request: try command.shown(request), seq: seq)
    }

    private static func correction(_ corrected: Request, _ stepped: Request) -> Request {
        var request = stepped
        request.title = corrected.title
        return request
    }

    /// Terms of form 1 covered the whole request, its title too.
    private static func checkConsents(_ request: Request, _ command: Command) throws {
        guard let id = request.id else { return }
        for tasking in try command.rows.taskings(of: id) where tasking.isActive {
            let isOld = try command.rows.consents(of: tasking.id).contains {
                $0.terms == nil && ($0.state == .requested || $0.state == .granted)
            }
            guard isOld else { continue }
            throw Refusal.illegal(
                id, state: request.state.rawValue, event: "correct",
                "the consents to \(tasking.id) were asked for by an earlier version, and cover the title; correct it once that has ended")
        }
    }
}
