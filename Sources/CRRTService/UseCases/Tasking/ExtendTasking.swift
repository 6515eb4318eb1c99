import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Asks each nation whose people could stay for a longer period. For each nation the old terms stay in force until it and the host agree.
enum ExtendTasking {
    static func run(_ parameters: Taskings.Extend.Parameters, _ command: Command) throws -> Taskings.Extend.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: tasking.revision, tasking.id)
        try command.checkSeesAll(of: tasking)
        guard tasking.state == .onTask else {
            throw try command.illegal(tasking, "extend", tasking.isActive ? "a tasking whose work has begun can be extended" : nil)
        }
        // People who have not been ordered are not asked: their batch has a period of its own.
        let until = try end(parameters.until, tasking, command)
        let serving = try extendable(tasking.serving.filter { $0.period.end < until }, until, tasking, request, command)
        try command.checkApproved(until: until, tasking)
        let replyBy = try replyBy(parameters.replyBy, tasking, command)
        let consents = try TaskingTerms.consents(
            for: serving, batch: nil, until: until, replyBy: replyBy, in: tasking, request, command)
        // Asking for the same end again would have the same digest, under which the old answers are stored.
        let asked = try command.rows.consents(of: tasking.id)
        guard !asked.contains(where: { $0.until == until }) else {
            throw Refusal.invalid("until", "\(until) has been asked for and answered already; ask for another time")
        }
        let dropped = try asked.filter { $0.answers(tasking.extension) }.compactMap { try $0.ended(granted: .void, at: command.now) }
        var extended = tasking
        extended.extension = Tasking.Extension(
            end: until, digest: TaskingTerms.digest(of: consents, salt: tasking.salt), replyBy: replyBy,
            nations: Set(serving.map(\.nation)).sorted())
        let (settled, changes) = try command.settle(tasking, as: extended, decided: dropped + consents)
        let seq = try command.append(.extensionAsked, tasking.id, changes, detail: ["until": until.description])
        return .init(tasking: try command.shown(settled), seq: seq)
    }

    /// Those of the nations that could stay. What stands in the way of one nation leaves the others as they are.
    ///
    /// - Throws: what stands in the way of the first, where no nation could.
    private static func extendable(
        _ elements: [Element], _ until: Instant, _ tasking: Tasking, _ request: Request, _ command: Command
    ) throws -> [Element] {
        var (found, failure): ([Element], (any Error)?) = ([], nil)
        let rules = TaskingRules(command, request, during: try Period(start: tasking.period.start, end: until), to: .ask)
        for nation in Set(elements.map(\.nation)).sorted() {
            var part = tasking
            part.elements = elements.filter { $0.nation == nation }
            do {
                try command.checkConsents(of: part.elements, tasking, request)
                try command.checkReturned(part.elements, tasking, for: nil)
                try rules.check(part)
                found += part.elements
            } catch { failure = failure ?? error }
        }
        if let failure, found.isEmpty { throw failure }
        return elements.filter(found.contains)
    }

    /// The end that is asked for, which is later than that of a person who serves.
    private static func end(_ text: String, _ tasking: Tasking, _ command: Command) throws -> Instant {
        let present = tasking.serving.map(\.period.end).min() ?? tasking.period.end
        guard let until = try ParameterFields.instant("until", text), until > present, until > command.now else {
            throw Refusal.invalid("until", "\(text) is not after now and the present end \(present)")
        }
        return until
    }

    /// The time to reply, which is not after the old terms end, unless they have ended already.
    private static func replyBy(_ stated: String?, _ tasking: Tasking, _ command: Command) throws -> Instant {
        if let stated = try ParameterFields.instant("replyBy", stated) {
            guard stated > command.now, stated <= tasking.period.end || tasking.period.end <= command.now else {
                throw Refusal.invalid("replyBy", "\(stated) is not between now and the present end \(tasking.period.end)")
            }
            return stated
        }
        let usual = command.now.adding(hours: command.site.policy.replyWithinHours)
        return tasking.period.end > command.now ? min(usual, tasking.period.end) : usual
    }
}
