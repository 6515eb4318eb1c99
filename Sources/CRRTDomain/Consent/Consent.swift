/// A nation's answer for one tasking, bound to the digest of the exact terms. Silence is refusal.
public struct Consent: Sendable, Hashable {
    /// What is agreed to: `contribute` people, `host` the team that comes (the requesting nation), or the use of an `effect`.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case contribute, host, effect }
    /// The answer's state; `ConsentLifecycle` has the transitions.
    public enum State: String, Sendable, Hashable, CaseIterable { case requested, granted, refused, lapsed, revoked, spent }

    /// The tasking that is agreed to.
    public var tasking: TaskingID
    /// The nation that is asked.
    public var nation: NationCode
    /// What the nation is asked for.
    public var kind: Kind
    /// The answer's state.
    public var state: State
    /// What the nation demands with its grant, at most 4000 bytes; nil for none.
    public var conditions: String?
    /// Principals who granted, refused or revoked, in order. An `effect` needs grants of two.
    public var decidedBy: [Principal]
    /// When the last of them decided; nil before the first decision.
    public var decidedAt: Instant?
    /// The consent lapses unless it is answered by then.
    public var replyBy: Instant
    /// The digest of the terms that this consent is bound to: SHA-256, hexadecimal.
    public var digest: String
    /// The terms that are agreed to; nil in records of before elements, whose digest covered the whole tasking.
    public var terms: Terms?
    /// The requested longer end, where it answers an extension; nil where it answers a batch.
    public var until: Instant?
    /// Why it was refused or revoked.
    public var reason: String?
    /// Whether the consent lapsed without a decision of its nation: the tasking ended, another nation refused, or the terms changed.
    public var isVoided: Bool
    /// The nations with which its people do not serve, sorted. Their nation and the operations centre alone know of it.
    public var notWith: [NationCode]
    /// Signatures of those who granted, in order; empty where they did not sign.
    public var signatures: [ConsentSignature]
    /// When the duty desk reminded the nation last; nil where it did not.
    public var remindedAt: Instant?

    /// The least time between two reminders, in minutes.
    public static let minutesBetweenReminders = 15

    public init(
        tasking: TaskingID, nation: NationCode, kind: Kind, state: State = .requested, conditions: String? = nil,
        decidedBy: [Principal] = [], decidedAt: Instant? = nil, replyBy: Instant, digest: String, terms: Terms? = nil,
        until: Instant? = nil, reason: String? = nil, isVoided: Bool = false, notWith: [NationCode] = [],
        signatures: [ConsentSignature] = [], remindedAt: Instant? = nil
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
        self.terms = terms
        self.until = until
        self.reason = reason
        self.isVoided = isVoided
        self.notWith = notWith
        self.signatures = signatures
        self.remindedAt = remindedAt
    }

    /// The batch that it answers for; nil where it answers an extension, or a stricter label.
    public var batch: Int? { terms.map(\.batch) ?? (until == nil ? 0 : nil) }
    /// Whether it answers a stricter label of the request, in an ordered tasking.
    public var isRenewal: Bool { terms != nil && batch == nil && until == nil }
    /// Whether it asks whether a nation agrees to a stricter label, and is not answered.
    public var isOpenRenewal: Bool { isRenewal && state == .requested }

    /// The number of different principals of the nation who must grant.
    public var principalsNeeded: Int { kind == .effect ? 2 : 1 }

    /// The number of principals who have granted. The last of `decidedBy` is not counted where they refused or revoked.
    public var grants: Int { decidedBy.count - (state == .refused || state == .revoked ? 1 : 0) }

    /// When the nation may be reminded again; nil where it may be now.
    public func nextReminder(at now: Instant) -> Instant? {
        let next = remindedAt?.adding(seconds: 60 * Consent.minutesBetweenReminders)
        return next.flatMap { $0 > now ? $0 : nil }
    }

    /// The consent after an event of its life cycle.
    ///
    /// - Throws: `IllegalTransition` where the life cycle has no such step.
    public func after(_ event: ConsentLifecycle.Event) throws(IllegalTransition) -> Consent {
        var next = self
        next.state = try ConsentLifecycle.next(state, event)
        next.isVoided = event == .void
        return next
    }

    /// The consent once it is no longer needed. A grant becomes spent or void; an open question becomes void, or lapses where `replyBy` has
    /// passed.
    ///
    /// - Parameters:
    ///   - event: What happens to a grant, `spend` or `void`.
    ///   - now: The present time.
    /// - Returns: nil where the nation has refused or revoked, or the consent has ended already; it then stays unchanged.
    /// - Throws: `IllegalTransition` where `event` is neither of the two.
    public func ended(granted event: ConsentLifecycle.Event, at now: Instant) throws(IllegalTransition) -> Consent? {
        switch state {
        case .requested: try after(replyBy <= now ? .lapse : .void)
        case .granted: try after(event)
        case .refused, .lapsed, .revoked, .spent: nil
        }
    }
}
