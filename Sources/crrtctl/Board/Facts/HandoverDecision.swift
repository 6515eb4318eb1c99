import CRRTDomain
import CRRTProtocol

/// The decision of the officer to whom the duty room is handed over.
enum HandoverDecision {
    static func of(_ data: BoardData, _ clock: Countdown) -> PendingDecision? {
        guard let handover = data.handover, let at = try? Instant(handover.at) else { return nil }
        return PendingDecision(
            what: "accept the handover of \(handover.by.name), signed \(clock.distance(to: at))", party: .principal(handover.to),
            command: "crrtctl handover accept", destination: .handovers, due: at)
    }
}

extension CommandContext {
    /// The last handover, where it waits to be accepted; nil where none does, the caller may not read it, or an older daemon has none.
    func waitingHandover() throws(Failure) -> Handover.Signature? {
        do throws(Failure) {
            return try daemon.call(Handover.List.self, .init(limit: 1)).reply.handovers.first { $0.state == .signed }
        } catch {
            guard error.remote != nil else { throw error }
            return nil
        }
    }
}
