import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Corrects what no nation consents to. State, taskings and consents stay as they are.
enum CorrectRequest {
    static func run(_ parameters: Requests.Correct.Parameters, _ command: Command) throws -> Requests.Correct.Reply {
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        var wire = Requests.Request(present)
        wire.title = parameters.title ?? wire.title
        wire.references = parameters.references ?? wire.references
        wire.incident = parameters.incident ?? wire.incident
        wire.costEstimate = parameters.costEstimate ?? wire.costEstimate
        wire.shareWith = parameters.shareWith ?? wire.shareWith
        wire.campaigns = parameters.campaigns ?? wire.campaigns
        var corrected: Request
        do throws(InvalidField) {
            corrected = try Request(wire)
            if parameters.shareWith != nil { try command.site.catalogue.checkSharing(of: corrected) }
            if parameters.incident != nil, let incident = corrected.incident {
                corrected.incident = try DescribedRequest.published(incident, command.site.catalogue)
                try DescribedRequest.checkTimes(of: incident, at: command.now)
            }
        } catch { throw Refusal.invalid(error) }
        if parameters.campaigns != nil {
            corrected.campaigns = try CampaignLinks.kept(corrected.campaigns, since: present, command)
            try CampaignLinks.check(corrected, since: present, command)
        }
        let contacts = try parameters.contacts.map { try Contact.list($0) }
        let changes = corrected.changes(since: present)
        guard !changes.isEmpty || contacts != nil else { throw nothingToCorrect(parameters) }
        let id = try RequestID(parameters.id)
        let changedContacts = try contacts.flatMap { try command.setContacts($0, of: id) }
        guard changedContacts != nil || !changes.isEmpty else { throw nothingToCorrect(parameters) }
        let (request, seq) = try write(corrected, over: present, id, contacts: changedContacts, command)
        return .init(request: request, seq: seq)
    }

    /// Writes a correction that is checked.
    ///
    /// - Parameter contacts: What the journal says of changed contacts; nil where they stay.
    static func write(
        _ corrected: Request, over present: Request, _ id: RequestID, contacts: String? = nil, _ command: Command
    ) throws -> (request: Requests.Request, seq: Int) {
        if corrected.changes(since: present).contains(.title) { try checkConsents(present, command) }
        let request = try correction(corrected, command.step(present, .relabel, remark: present.remark))
        var detail = try RequestDifference.detail(from: present, to: request, command.site.catalogue)
        if let contacts { detail["changed"] = [detail["changed"] ?? nil, contacts].compactMap { $0 }.joined(separator: "\n") }
        let seq = try command.append(.requestCorrected, id, [.request(request)], detail: detail)
        return (try command.shown(request), seq)
    }

    private static func correction(_ corrected: Request, _ stepped: Request) -> Request {
        var request = stepped
        (request.title, request.incident) = (corrected.title, corrected.incident)
        request.references = corrected.references
        (request.costEstimate, request.shareWith) = (corrected.costEstimate, corrected.shareWith)
        request.campaigns = corrected.campaigns
        return request
    }

    private static func nothingToCorrect(_ parameters: Requests.Correct.Parameters) -> any Error {
        let fields = [
            ("title", parameters.title != nil), ("incident", parameters.incident != nil), ("costEstimate", parameters.costEstimate != nil),
            ("shareWith", parameters.shareWith != nil), ("references", parameters.references != nil),
            ("contacts", parameters.contacts != nil), ("campaigns", parameters.campaigns != nil),
        ]
        guard let stated = fields.first(where: \.1)?.0 else {
            return Refusal.invalid("title", "is missing; state what is to be corrected: \(fields.map(\.0).joined(separator: ", "))")
        }
        return Refusal.invalid(stated, "is that already")
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
