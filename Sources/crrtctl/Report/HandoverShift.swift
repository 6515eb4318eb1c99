import ArgumentParser
import CRRTDomain
import CRRTProtocol

/// What a handover report is about: the time since the beginning of a shift, and who takes over.
struct HandoverShift: Equatable {
    /// The beginning of the shift.
    var since: Instant
    /// What that time is: `as stated`, `the report of the last handover to duty-desk`, `12 h ago`.
    var basis: String
    /// The principal to whom the report is handed over; nil for a report that is only read.
    var successor: String?
    /// Random digits in the report. Without them a reader of its digest could find out by trial what the report says.
    var salt: String
}

/// When the shift began.
struct ShiftOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "When the shift began; 18:00Z is the last one. Without it, where the report of the last handover to you ends, or 12 hours ago.",
            valueName: "time"),
        transform: ArgumentTransform.past)
    var since: String?

    /// - Parameter successor: The principal who takes over; nil for a report that is only read.
    func shift(to successor: String? = nil, _ context: CommandContext) throws(Failure) -> HandoverShift {
        let (begin, basis) = try beginning(context)
        guard begin < context.now else { throw .usage("--since: \(context.times.short(begin)) has not come yet; a shift began before now") }
        return HandoverShift(since: begin, basis: basis, successor: successor, salt: IdempotencyKeys().invocation)
    }

    private func beginning(_ context: CommandContext) throws(Failure) -> (Instant, String) {
        if let since = since.flatMap({ try? Instant($0) }) { return (since, "as stated") }
        if let last = try lastAccepted(context), let end = try context.end(ofReport: last), end < context.now {
            return (end, "the report of the last handover to \(last.to)")
        }
        return (context.now.adding(hours: -HandoverData.hoursAhead), "\(HandoverData.hoursAhead) h ago")
    }

    /// The last handover to the caller that was accepted; nil where there is none, or the caller may not read handovers.
    private func lastAccepted(_ context: CommandContext) throws(Failure) -> Handover.Signature? {
        let caller = try context.daemon.call(Service.WhoAmI.self, .init()).reply
        let names = caller.actingAs.map { [$0] } ?? caller.principals ?? []
        do throws(Failure) {
            return try context.daemon.call(Handover.List.self, .init(limit: 100)).reply.handovers.first {
                $0.state == .accepted && names.contains($0.to)
            }
        } catch {
            guard error.remote != nil else { throw error }
            return nil
        }
    }
}

extension CommandContext {
    /// The time of the first entry that a signed report does not tell. Entries from between the reading and the signature are such, too.
    fileprivate func end(ofReport handover: Handover.Signature) throws(Failure) -> Instant? {
        let began = try? Instant(handover.since)
        guard let position = handover.position else { return handover.readAtTheEarliest.map { max($0, began ?? $0) } }
        // The signature stands behind the position, so there is one.
        let first = try daemon.call(Journal.Read.self, .init(since: position, limit: 1)).reply.entries?.first
        return (try? Instant(first?.at ?? handover.at)).map { max($0, began ?? $0) }
    }
}

extension Handover.Signature {
    /// A time before the report was read, for callers who are told no position: an hour before the signature; nil if that is no time.
    var readAtTheEarliest: Instant? { (try? Instant(at))?.adding(hours: -1) }
}
