import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Asks every nation for a longer period. The old terms stay in force meanwhile, and afterwards if one does not agree.
enum ExtendTasking {
    static func run(_ parameters: Taskings.Extend.Parameters, _ command: Command) throws -> Taskings.Extend.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: tasking.revision, tasking.id)
        try command.checkSeesAll(of: tasking)
        var extended = try command.step(tasking, .extend)
        try command.checkPeriod(of: tasking, for: .extend)
        try command.checkConsents(of: tasking, request)
        try command.checkReturned(tasking, for: .extend)
        let until = try end(parameters.until, tasking)
        try TaskingRules(command, request, during: try Period(start: tasking.period.start, end: until), to: .ask).check(tasking)
        let replyBy = try replyBy(parameters.replyBy, tasking, command)
        let digest = try TaskingTerms.digest(tasking, end: until, request, command.rows)
        // Asking for the same end again would have the same digest, under which the old answers are stored.
        let asked = Set(try command.rows.consents(of: tasking.id).map(\.digest))
        guard !asked.contains(digest) else {
            throw Refusal.invalid("until", "\(until) has been asked for and answered already; ask for another time")
        }
        let dropped = try tasking.extension.map { try command.void($0, of: tasking) } ?? []
        extended.extension = Tasking.Extension(end: until, digest: digest, replyBy: replyBy)
        let consents = TaskingTerms.consents(tasking, digest: digest, replyBy: replyBy)
        let seq = try command.append(
            .extensionAsked, tasking.id, [.tasking(extended)] + dropped + consents.map(RecordChange.consent),
            detail: ["until": until.description])
        return .init(tasking: try command.shown(extended), seq: seq)
    }

    private static func end(_ text: String, _ tasking: Tasking) throws -> Instant {
        guard let until = try ParameterFields.instant("until", text), until > tasking.period.end else {
            throw Refusal.invalid("until", "\(text) is not after the present end \(tasking.period.end)")
        }
        return until
    }

    /// The time to reply, which is never after the old terms end, because then the people return.
    private static func replyBy(_ stated: String?, _ tasking: Tasking, _ command: Command) throws -> Instant {
        if let stated = try ParameterFields.instant("replyBy", stated) {
            guard stated > command.now, stated <= tasking.period.end else {
                throw Refusal.invalid("replyBy", "\(stated) is not between now and the present end \(tasking.period.end)")
            }
            return stated
        }
        return min(command.now.adding(hours: command.site.policy.replyWithinHours), tasking.period.end)
    }
}
