/// A nation's answer for one tasking, bound to the digest of the exact terms. Silence is refusal.
public struct Consent: Sendable, Hashable {
    /// `host` is the requesting nation's acceptance of the team that comes.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case contribute, host, effect }
    public enum State: String, Sendable, Hashable, CaseIterable { case requested, granted, refused, lapsed, revoked, spent }

    public var tasking: TaskingID
    public var nation: NationCode
    public var kind: Kind
    public var state: State
    public var conditions: String?
    /// Who has granted, refused or revoked, in order. An `effect` needs two different ones to be granted.
    public var decidedBy: [Principal]
    public var decidedAt: Instant?
    public var replyBy: Instant
    public var digest: String
    /// Why it was refused or revoked.
    public var reason: String?
    /// Whether it lapsed without the nation's doing: the tasking ended, another nation refused, or the terms changed.
    public var isVoided: Bool
    /// What those who granted have signed with their nation's own key, in order; none where they did not.
    public var signatures: [ConsentSignature]

    public init(
        tasking: TaskingID, nation: NationCode, kind: Kind, state: State = .requested, conditions: String? = nil,
        decidedBy: [Principal] = [], decidedAt: Instant? = nil, replyBy: Instant, digest: String, reason: String? = nil,
        isVoided: Bool = false, signatures: [ConsentSignature] = []
    ) {
        self.tasking = tasking
        self.nation = nation
        self.kind = kind
        self.state = state
        self.conditions = conditions
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.replyBy = replyBy
        self.digest = digest
        self.reason = reason
        self.isVoided = isVoided
        self.signatures = signatures
    }

    /// How many different principals of the nation must grant.
    public var principalsNeeded: Int { kind == .effect ? 2 : 1 }

    /// How many principals have granted: all who decided, but for the one who then refused or revoked.
    public var grants: Int { decidedBy.count - (state == .refused || state == .revoked ? 1 : 0) }

    /// The consent after an event of its life cycle.
    ///
    /// - Throws: `IllegalTransition` where the life cycle has no such step.
    public func after(_ event: ConsentLifecycle.Event) throws(IllegalTransition) -> Consent {
        var next = self
        next.state = try ConsentLifecycle.next(state, event)
        next.isVoided = event == .void
        return next
    }

    /// The consent once the question is over: what was granted is spent or void, what was not answered is void, or has lapsed where the
    /// time to reply has passed.
    ///
    /// - Parameter granted: what happens to a grant, `spend` or `void`.
    /// - Returns: nil where it was decided, and stays as it is.
    /// - Throws: `IllegalTransition` where `granted` is another event.
    public func ended(granted event: ConsentLifecycle.Event, at now: Instant) throws(IllegalTransition) -> Consent? {
        switch state {
        case .requested: try after(replyBy <= now ? .lapse : .void)
        case .granted: try after(event)
        case .refused, .lapsed, .revoked, .spent: nil
        }
    }
}
