import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The releasing authority orders a consented tasking; every rule is checked once more, in the same transaction.
enum OrderTasking {
    static func run(_ parameters: Taskings.Order.Parameters, _ command: Command) throws -> Taskings.Order.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        try Refusal.check(parameters.ifRevision, against: tasking.revision, tasking.id)
        try command.checkSeesAll(of: tasking)
        if command.site.policy.twoPersonOrder, command.caller.principal.isSamePerson(as: tasking.proposedBy) {
            throw Taskings.TwoPersonRule(
                message: "\(tasking.proposedBy.name) proposed \(tasking.id); another person with the role authority must order it")
        }
        try checkConsents(tasking, command)
        var ordered = try command.step(tasking, .order)
        ordered.orderedBy = command.caller.principal
        guard try TaskingTerms.digest(tasking, end: tasking.period.end, request, command.reading) == tasking.digest else {
            throw Consents.TermsChanged(
                tasking: tasking.id.description, digest: tasking.digest,
                message: "the terms of \(tasking.id) are no longer those that were consented to; abort it and propose anew")
        }
        try ProposeTasking.checkSeats(tasking, request, command)
        try TaskingRules(command, request, during: tasking.period, to: .bind).check(tasking)
        let seq = try command.append(.taskingOrdered, tasking.id, [.tasking(ordered)])
        return .init(tasking: try command.shown(ordered), seq: seq)
    }

    /// Every consent to these very terms stands, whatever the state says.
    private static func checkConsents(_ tasking: Tasking, _ command: Command) throws {
        guard tasking.state == .awaitingConsent || tasking.state == .consented else { return }
        let missing = try command.reading.consents(of: tasking.id).filter { $0.digest == tasking.digest && $0.state != .granted }
        guard !missing.isEmpty else { return }
        let nations = Set(missing.map(\.nation)).sorted().map(\.description)
        throw Taskings.ConsentMissing(
            nations: nations,
            message: "\(tasking.id) cannot be ordered without the consent of \(nations.joined(separator: ", ")); "
                + "crrtctl consent show \(tasking.id) shows it")
    }
}

extension Command {
    /// Nobody orders or prolongs what he may not wholly read.
    func checkSeesAll(of tasking: Tasking) throws {
        guard try tasking.effects.allSatisfy(seesName) else { throw Refusal.permission() }
    }
}
