/// People or effects that answer a request, from the proposal to the close.
public struct Tasking: Sendable, Hashable {
    /// A standing team, a team with augmentees, people assembled for this request, or an effect.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case team, augmented, assembled, effect }
    /// The tasking's state; `TaskingLifecycle` has the transitions.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case awaitingConsent, consented, ordered, moving, onTask, returning, closed, declined, recalled, aborted

        /// Whether the tasking has not ended.
        public var isActive: Bool {
            switch self {
            case .awaitingConsent, .consented, .ordered, .moving, .onTask, .returning: true
            case .closed, .declined, .recalled, .aborted: false
            }
        }

        /// Whether its people have departed or begun, and have not returned.
        public var isPastOrdered: Bool {
            switch self {
            case .moving, .onTask, .returning: true
            case .awaitingConsent, .consented, .ordered, .closed, .declined, .recalled, .aborted: false
            }
        }

        /// Whether its people are held: it is ordered and has not ended. They cannot be ordered for an overlapping period.
        public var holdsPeople: Bool {
            switch self {
            case .ordered, .moving, .onTask, .returning: true
            case .awaitingConsent, .consented, .closed, .declined, .recalled, .aborted: false
            }
        }
    }

    /// One expert in one seat.
    public struct Assignment: Sendable, Hashable {
        /// The number of the request's seat line, from 0.
        public var seat: Int
        /// Who fills it.
        public var expert: ExpertID
        public init(seat: Int, expert: ExpertID) {
            self.seat = seat
            self.expert = expert
        }
    }

    /// A requested longer period. The old terms apply until every nation has agreed.
    public struct Extension: Sendable, Hashable {
        /// The requested end.
        public var end: Instant
        /// The digest of the longer terms: SHA-256, hexadecimal.
        public var digest: String
        /// The question lapses where a nation has not answered by then.
        public var replyBy: Instant
        public init(end: Instant, digest: String, replyBy: Instant) {
            self.end = end
            self.digest = digest
            self.replyBy = replyBy
        }
    }

    /// An extension that did not happen, because a nation refused it or revoked its consent.
    public struct RefusedExtension: Sendable, Hashable {
        /// The requested end.
        public var end: Instant
        /// The nation that refused or revoked.
        public var nation: NationCode
        /// The nation's reason; nil where it did not answer in time.
        public var reason: String?
        /// When that was.
        public var at: Instant
        /// Whether the nation had granted and then revoked its consent.
        public var isRevoked: Bool
        public init(end: Instant, nation: NationCode, reason: String?, at: Instant, isRevoked: Bool = false) {
            self.end = end
            self.nation = nation
            self.reason = reason
            self.at = at
            self.isRevoked = isRevoked
        }
    }

    /// The most refused extensions that the record keeps. The journal keeps all.
    public static let mostRefusedExtensions = 20

    /// Made from the request's id.
    public var id: TaskingID
    /// What is put to the request.
    public var kind: Kind
    /// The standing team, where one is tasked or augmented; else nil.
    public var team: TeamID?
    /// Who fills which seat; empty for an effect.
    public var assignments: [Assignment]
    /// The effects that are used; empty for people.
    public var effects: [EffectID]
    /// The contributing nations, sorted.
    public var nations: [NationCode]
    /// The planned time of the work.
    public var period: Period
    /// Who proposed it.
    public var proposedBy: Principal
    /// Who ordered it; nil before the order.
    public var orderedBy: Principal?
    /// Consents that are not given by then lapse.
    public var replyBy: Instant
    /// The tasking's state.
    public var state: State
    /// The digest of the terms that the consents are bound to: SHA-256, hexadecimal.
    public var digest: String
    /// A random part of the terms, hexadecimal. It is hidden from callers who see only a part of the terms, so that they cannot guess the
    /// rest and confirm it by the digest.
    public var salt: String?
    /// The extension that is being requested; nil for none.
    public var `extension`: Extension?
    /// The latest refused extensions in order, at most `mostRefusedExtensions`.
    public var refusedExtensions: [RefusedExtension]
    /// The nation that recalled its people, or revoked its consent after the order; nil where none did.
    public var recalledBy: NationCode?
    /// Why it was recalled, aborted or declined, or the closing report; nil where nothing was written.
    public var remark: String?
    /// The number of this version of the record, from 1.
    public var revision: Int

    /// The request that it answers.
    public var request: RequestID { id.request }

    public init(
        id: TaskingID, kind: Kind, team: TeamID? = nil, assignments: [Assignment], effects: [EffectID] = [], nations: [NationCode],
        period: Period, proposedBy: Principal, orderedBy: Principal? = nil, replyBy: Instant, state: State = .awaitingConsent,
        digest: String, salt: String? = nil, extension: Extension? = nil, refusedExtensions: [RefusedExtension] = [],
        recalledBy: NationCode? = nil, remark: String? = nil, revision: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.team = team
        self.assignments = assignments
        self.effects = effects
        self.nations = nations
        self.period = period
        self.proposedBy = proposedBy
        self.orderedBy = orderedBy
        self.replyBy = replyBy
        self.state = state
        self.digest = digest
        self.salt = salt
        self.extension = `extension`
        self.refusedExtensions = refusedExtensions
        self.recalledBy = recalledBy
        self.remark = remark
        self.revision = revision
    }

    /// Whether the agreed end has passed and the tasking is not closed. Its people stay held until it is.
    public func isOverdue(at now: Instant) -> Bool { state.holdsPeople && period.end <= now }

    /// Whether its people are committed at an instant, as known now.
    public func commits(at instant: Instant, now: Instant) -> Bool { state.holdsPeople && period.commits(at: instant, now: now) }

    /// Ends a question about a longer period.
    ///
    /// - Parameters:
    ///   - refusal: The nation that did not agree, and its reason; nil where the question is dropped for another reason.
    ///   - isRevoked: Whether that nation had agreed before.
    ///   - now: The present time.
    public mutating func dropExtension(
        _ refusal: (nation: NationCode, reason: String?)? = nil, isRevoked: Bool = false, at now: Instant
    ) {
        if let asked = self.extension, let refusal {
            refusedExtensions.append(
                RefusedExtension(end: asked.end, nation: refusal.nation, reason: refusal.reason, at: now, isRevoked: isRevoked))
            refusedExtensions.removeFirst(max(0, refusedExtensions.count - Self.mostRefusedExtensions))
        }
        self.extension = nil
    }
}

extension Period {
    /// Whether people who are ordered for this period, in a tasking that is not closed, are committed at an instant.
    ///
    /// They are committed from the order until the agreed end. Once that end has passed, they stay committed until the tasking is closed.
    public func commits(at instant: Instant, now: Instant) -> Bool { instant < end || end <= now }
}
