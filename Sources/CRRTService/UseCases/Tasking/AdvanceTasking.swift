import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Advances a tasking: depart, begin, release, close.
enum AdvanceTasking {
    static func run(_ parameters: Taskings.Advance.Parameters, _ command: Command) throws -> Taskings.Advance.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        // The requesting nation may release the people. Everything else is for the duty desk.
        let host = parameters.event == .release && command.caller.speaks(for: request.nation)
        guard command.caller.roles.contains(.duty) || host else { throw Refusal.permission() }
        try Refusal.checkRevision(parameters.ifRevision, against: tasking.revision, tasking.id)
        let goesOn = parameters.event == .depart || parameters.event == .begin
        // Callers who do not see all of the tasking may still release and close it.
        if goesOn { try command.checkSeesAll(of: tasking) }
        let report = try parameters.report.map { try ParameterFields.reason("report", $0) }
        if parameters.event == .depart, tasking.state == .ordered, request.mode == .remote {
            throw Refusal.illegal(tasking.id, state: tasking.state.rawValue, event: "depart", "a remote team does not move: begin")
        }
        let (event, journalled) = names(parameters.event)
        var (changes, next): ([RecordChange], Tasking)
        if event == .close {
            (next, changes) = try command.end(tasking, .close, consents: .spend, remark: report)
        } else {
            next = try command.step(tasking, event)
            if goesOn {
                try command.checkPeriod(of: tasking, for: event)
                try command.checkConsents(of: tasking, request)
                try command.checkReturned(tasking, for: event)
            }
            changes = [.tasking(next)]
            if event == .release { changes += try dropExtension(&next, command) }
            changes[0] = .tasking(next)
        }
        let seq = try command.append(journalled, tasking.id, changes, detail: ["report": report])
        return .init(tasking: try command.shown(next), seq: seq)
    }

    private static func names(_ event: Taskings.Advance.Parameters.Event) -> (TaskingLifecycle.Event, JournalEvent) {
        switch event {
        case .depart: (.depart, .taskingDeparted)
        case .begin: (.begin, .taskingBegun)
        case .release: (.release, .taskingReleased)
        case .close: (.close, .taskingClosed)
        }
    }

    /// Drops an open extension, which a release makes moot.
    private static func dropExtension(_ tasking: inout Tasking, _ command: Command) throws -> [RecordChange] {
        guard let asked = tasking.extension else { return [] }
        tasking.dropExtension(at: command.now)
        return try command.void(asked, of: tasking)
    }
}

extension Command {
    /// Voids the consents asked for an extension.
    func void(_ asked: Tasking.Extension, of tasking: Tasking, besides decided: Consent? = nil) throws -> [RecordChange] {
        try rows.consents(of: tasking.id)
            .filter { $0.digest == asked.digest && decided?.hasSameKey(as: $0) != true }
            .compactMap { try $0.ended(granted: .void, at: now).map(RecordChange.consent) }
    }
}
