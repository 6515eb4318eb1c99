import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// Changes the terms of a request, which must then be validated again. Consents to the old terms become void, unless the tasking is
/// ordered.
///
/// Once a tasking is ordered, its people serve under terms that their nations agreed to, so the request cannot be amended. Only its label
/// can be made stricter at any time, because that cannot wait until people are home; each nation is asked anew.
///
/// An amendment that changes nothing leaves the state of the request, its taskings and their consents as they are. One that changes only
/// what no nation consents to is a correction, and does so, too.
enum AmendRequest {
    static func run(_ parameters: Requests.Amend.Parameters, _ command: Command) throws -> Requests.Amend.Reply {
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        var request = try DescribedRequest.readAnyTime(parameters.request, command, amending: present)
        request.campaigns = try CampaignLinks.kept(request.campaigns, since: present, command)
        do { try CampaignLinks.check(request, since: present, command) } catch let error as InvalidField {
            throw Refusal.invalid(error.within("request"))
        }
        if let stated = request.id, stated != present.id { throw Refusal.invalid("request.id", "is not \(parameters.id)") }
        guard request.nation == present.nation else { throw Refusal.invalid("request.nation", "cannot be changed; file a new request") }
        let changed = request.changes(since: present)
        // Amending a returned request files it again.
        if present.state != .returned, !changed.isEmpty, changed.allSatisfy({ $0.kind == .correction }) {
            return try corrected(request, changed, present, RequestID(parameters.id), command)
        }
        let taskings = try command.rows.taskings(of: RequestID(parameters.id)).filter(\.isActive)
        let ordered = taskings.filter(\.bindsTerms)
        let isSame = changed.isEmpty
        // Amending a returned request files it again, even without changes.
        let changesNothing = isSame && ordered.isEmpty && (present.state == .submitted || present.state == .validated)
        let (event, remark) = changesNothing ? (.relabel, present.remark) : try event(request, present, ordered, command)
        if event == .amend { try DescribedRequest.checkTimes(of: request, at: command.now) }
        let stepped = try command.step(present, event, remark: remark)
        (request.id, request.state, request.revision, request.remark) = (present.id, stepped.state, stepped.revision, stepped.remark)
        request.referrals = present.referrals
        request.filedPrecedence = request.precedence == present.precedence ? present.filedPrecedence : nil
        let bound = event == .relabel && !changesNothing ? taskings.filter { !$0.serving.isEmpty } : []
        let changes = changesNothing ? [] : try taskings.filter { !bound.contains($0) }.flatMap { try endUnordered($0, command) }
        let seq = try command.append(
            .requestAmended, parameters.id, [.request(request)] + changes,
            detail: try RequestDifference.detail(from: present, to: request, command.site.catalogue))
        for tasking in bound { try askAnew(tasking, request, command) }
        return .init(request: try command.shown(request), seq: seq)
    }

    private static func corrected(
        _ request: Request, _ changed: [RequestField], _ present: Request, _ id: RequestID, _ command: Command
    ) throws -> Requests.Amend.Reply {
        if changed.contains(.incident), let incident = request.incident {
            do throws(InvalidField) { try DescribedRequest.checkTimes(of: incident, at: command.now) } catch {
                throw Refusal.invalid(error.within("request"))
            }
        }
        let (shown, seq) = try CorrectRequest.write(request, over: present, id, command)
        return .init(request: shown, seq: seq)
    }

    /// The life cycle event of the change, and the remark that the request keeps.
    private static func event(
        _ request: Request, _ present: Request, _ ordered: [Tasking], _ command: Command
    ) throws -> (RequestLifecycle.Event, remark: String?) {
        let isOver = (try? RequestLifecycle.next(present.state, .amend)) == nil
        guard isOver || !ordered.isEmpty else { return (.amend, nil) }
        if try isStricter(request, than: present, command.site.catalogue) { return (.relabel, present.remark) }
        let id = present.id?.description ?? ""
        let corrections = RequestField.allCases.filter { $0.kind == .correction }.map(\.rawValue).joined(separator: ", ")
        let only =
            "only its label may be raised or its release narrowed, and what no nation consents to be corrected: "
            + "\(corrections) (crrtctl request correct \(id))"
        guard !ordered.isEmpty else { throw Refusal.illegal(id, state: present.state.rawValue, event: "amend", only) }
        let names = ordered.map(\.id.description).joined(separator: ", ")
        throw Refusal.illegal(
            id, state: present.state.rawValue, event: "amend",
            "\(names) \(ordered.count == 1 ? "is" : "are") ordered under these terms; \(only). "
                + "First \(command.caller.roles.contains(.duty) ? "" : "have the duty desk ")"
                + "\(ordered.map { "\($0.endingSteps) \($0.id)" }.joined(separator: "; ")), or file a new request")
    }

    /// Whether only the label differs, with a higher classification, fewer nations, or both, and with whom the request is shared.
    private static func isStricter(_ request: Request, than present: Request, _ catalogue: Catalogue) throws -> Bool {
        guard request.changes(since: present).allSatisfy({ $0.kind == .label || $0 == .shareWith }),
            try request.isAsSecret(as: present, catalogue)
        else { return false }
        return request.classification > present.classification || request.readers(catalogue) != present.readers(catalogue)
    }

    /// Ends what was asked under the old terms: the elements that are not ordered, and an open extension.
    private static func endUnordered(_ tasking: Tasking, _ command: Command) throws -> [RecordChange] {
        let (next, dropped) = try withoutUnordered(tasking, command)
        if next == tasking { return [] }
        return try command.settle(tasking, as: next, decided: dropped, ending: .void, remark: "the request was amended").changes
    }

    private static func withoutUnordered(_ tasking: Tasking, _ command: Command) throws -> (Tasking, dropped: [Consent]) {
        var next = tasking.withdrawing(.amended, at: command.now) { !$0.wasOrdered }
        let dropped = try command.rows.consents(of: tasking.id).filter { $0.answers(tasking.extension) || $0.isOpenRenewal }
            .compactMap { try $0.ended(granted: .void, at: command.now) }
        next.extension = nil
        return (next, dropped)
    }

    /// Asks each nation with people in an ordered tasking, and the host, whether they agree to the stricter label. Until they do, those
    /// people take no step but home.
    private static func askAnew(_ tasking: Tasking, _ request: Request, _ command: Command) throws {
        let (next, dropped) = try withoutUnordered(tasking, command)
        let replyBy = command.now.adding(hours: command.site.policy.replyWithinHours)
        let asked = try TaskingTerms.consents(for: next.serving, batch: nil, replyBy: replyBy, in: next, request, command)
        let (_, changes) = try command.settle(tasking, as: next, decided: dropped + asked, ending: .void)
        _ = try command.append(.termsAsked, tasking.id, changes)
    }
}

extension Tasking {
    /// Whether it is ordered, so that the terms of its request cannot change.
    var bindsTerms: Bool { isActive && (holdsPeople || state == .returning) }
}
