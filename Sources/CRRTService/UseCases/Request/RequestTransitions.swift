import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Command {
    /// Loads a request that the caller may change, and checks the revision that they have seen.
    func request(_ id: String, ifRevision: Int?) throws -> Request {
        let request = try request(id)
        guard caller.roles.contains(.duty) || caller.speaks(for: request.nation) else {
            throw Refusal.permission(of: [request.nation], or: [.duty])
        }
        try Refusal.checkRevision(ifRevision, against: request.revision, id)
        return request
    }

    /// The request after an event, with the next revision; refused where the life cycle has no such transition.
    func step(_ request: Request, _ event: RequestLifecycle.Event, remark: String? = nil, hint: String = "") throws -> Request {
        var next = request
        do { next.state = try RequestLifecycle.next(request.state, event) } catch {
            throw Refusal.illegal(request.id?.description ?? "", error, hint)
        }
        next.remark = remark
        next.revision += 1
        return next
    }
}

/// Accepts a request, with the precedence that the nation stated or with the desk's own.
enum ValidateRequest {
    static func run(_ parameters: Requests.Validate.Parameters, _ command: Command) throws -> Requests.Validate.Reply {
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        var request = try command.step(present, .validate, hint: try hint(parameters, present, command))
        var detail: [String: String?] = [:]
        if let precedence = parameters.precedence.flatMap({ Precedence(rawValue: $0.rawValue) }) {
            request.set(precedence: precedence)
            detail = try RequestDifference.detail(from: present, to: request, command.site.catalogue)
            detail["precedence"] = precedence.rawValue
        }
        let seq = try command.append(.requestValidated, parameters.id, [.request(request)], detail: detail)
        return .init(request: try command.shown(request), seq: seq)
    }

    private static func hint(_ parameters: Requests.Validate.Parameters, _ present: Request, _ command: Command) throws -> String {
        guard let precedence = parameters.precedence, present.state == .validated else { return "" }
        let bound = try command.rows.taskings(of: RequestID(parameters.id)).first(where: \.bindsTerms)
        if let bound { return "its precedence is a term, and \(bound.id) is ordered under these terms, so that it stays" }
        return "its precedence is a term by now: crrtctl request amend \(parameters.id) --precedence \(precedence.rawValue)"
    }
}

enum ReturnRequest {
    static func run(_ parameters: Requests.Return.Parameters, _ command: Command) throws -> Requests.Return.Reply {
        let reason = try ParameterFields.reason("reason", parameters.reason)
        let request = try command.step(
            try command.request(parameters.id, ifRevision: parameters.ifRevision), .return, remark: reason)
        let seq = try command.append(.requestReturned, parameters.id, [.request(request)], detail: ["reason": reason])
        return .init(request: try command.shown(request), seq: seq)
    }
}

/// Cancels a request and aborts its taskings.
enum CancelRequest {
    static func run(_ parameters: Requests.Cancel.Parameters, _ command: Command) throws -> Requests.Cancel.Reply {
        let reason = try ParameterFields.reason("reason", parameters.reason)
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        let request = try command.step(present, .cancel, remark: reason)
        var changes: [RecordChange] = [.request(request)]
        // People who are on the way home go on.
        for tasking in try command.rows.taskings(of: RequestID(parameters.id))
        where tasking.elements.contains(where: \.state.isForward) {
            // Every nation in the tasking reads this remark. The reason is only for the requesting nation and the operations centre.
            changes += try command.settle(
                tasking, as: tasking.withdrawing(.aborted, at: command.now), remark: "the request was cancelled"
            ).changes
        }
        let seq = try command.append(.requestCancelled, parameters.id, changes, detail: ["reason": reason])
        return .init(request: try command.shown(request), seq: seq)
    }
}

enum CloseRequest {
    static func run(_ parameters: Requests.Close.Parameters, _ command: Command) throws -> Requests.Close.Reply {
        let outcome = try ParameterFields.reason("outcome", parameters.outcome)
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        let active = try command.rows.taskings(of: RequestID(parameters.id)).filter(\.isActive)
        let report = try parameters.report.map { try ParameterFields.reason("report", $0) }
        let request = try command.step(present, .close, remark: try ParameterFields.remark(outcome, report))
        if let tasking = active.first {
            throw Refusal.illegal(
                parameters.id, state: present.state.rawValue, event: "close",
                "\(tasking.id) is still \(tasking.state.rawValue); \(tasking.endingSteps) it first")
        }
        // All are home, so that no one needs them.
        let contacts = try command.setContacts([], of: RequestID(parameters.id))
        let seq = try command.append(
            .requestClosed, parameters.id, [.request(request)], detail: ["outcome": outcome, "report": report, "changed": contacts])
        return .init(request: try command.shown(request), seq: seq)
    }
}
