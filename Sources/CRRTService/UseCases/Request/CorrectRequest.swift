import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Corrects what no nation consents to. State, taskings and consents stay as they are.
enum CorrectRequest {
    static func run(_ parameters: Requests.Correct.Parameters, _ command: Command) throws -> Requests.Correct.Reply {
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        guard parameters.title != nil || parameters.references != nil || parameters.contacts != nil else {
            throw Refusal.invalid("title", "is missing, and so are references and contacts; state what is to be corrected")
        }
        var wire = Requests.Request(present)
        if let title = parameters.title { wire.title = title }
        if let references = parameters.references { wire.references = references }
        let corrected: Request
        do throws(InvalidField) { corrected = try Request(wire) } catch { throw Refusal.invalid(error) }
        let contacts = try parameters.contacts.map { try Contact.list($0) }
        try checkConsents(present, command)
        let request = try correction(corrected, command.step(present, .relabel, remark: present.remark))
        let id = try RequestID(parameters.id)
        let changedContacts = try contacts.flatMap { try command.setContacts($0, of: id) }
        guard changedContacts != nil || !corrected.changes(since: present).isEmpty else { throw sameAsBefore(parameters) }
        var detail = try RequestDifference.detail(from: present, to: request, command.site.catalogue)
        if let changedContacts {
            detail["changed"] = [detail["changed"] ?? nil, changedContacts].compactMap { $0 }.joined(separator: "\n")
        }
        let seq = try command.append(.requestCorrected, id, [.request(request)], detail: detail)
        return .init(request: try command.shown(request), seq: seq)
    }

    private static func correction(_ corrected: Request, _ stepped: Request) -> Request {
        var request = stepped
        request.title = corrected.title
        request.references = corrected.references
        return request
    }

    private static func sameAsBefore(_ parameters: Requests.Correct.Parameters) -> Service.InvalidRecord {
        let field = parameters.title != nil ? "title" : parameters.references != nil ? "references" : "contacts"
        return Refusal.invalid(field, field == "title" ? "is that already" : "are those already")
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
