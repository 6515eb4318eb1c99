import CRRTDomain

/// What a nation agrees to, told by the records themselves: independent of how the daemon makes a digest of it.
struct Terms: Sendable, Hashable {
    let request: Request
    let kind: Tasking.Kind
    let team: TeamID?
    let assignments: [Tasking.Assignment]
    let effects: [Effect]
    let start: Instant
    let end: Instant

    init?(_ tasking: Tasking, end: Instant, _ model: Model) {
        guard var request = model.requests[tasking.request] else { return nil }
        (request.state, request.remark, request.revision) = (.validated, nil, 1)
        self.request = request
        kind = tasking.kind
        team = tasking.team
        assignments = tasking.assignments
        effects = tasking.effects.compactMap { model.effects[$0] }.map { effect in
            var effect = effect
            effect.revision = 1
            effect.offer = Terms.noOffer
            return effect
        }
        start = tasking.period.start
        self.end = end
    }

    private static let noOffer =
        (try? Offer(
            state: .offered, validFrom: Instant(milliseconds: 0), validUntil: nil, confirmedAt: Instant(milliseconds: 0)))!
}
