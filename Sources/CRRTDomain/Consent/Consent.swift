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
    /// What those who granted have signed with their nation's own key, in order; none where they did not.
    public var signatures: [ConsentSignature]

    public init(
        tasking: TaskingID, nation: NationCode, kind: Kind, state: State = .requested, conditions: String? = nil,
        decidedBy: [Principal] = [], decidedAt: Instant? = nil, replyBy: Instant, digest: String, reason: String? = nil,
        signatures: [ConsentSignature] = []
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
        self.signatures = signatures
    }

    /// How many different principals of the nation must grant.
    public var principalsNeeded: Int { kind == .effect ? 2 : 1 }
}
