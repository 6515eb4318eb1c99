/// People or effects put to a request, from proposal to close.
public struct Tasking: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable { case team, augmented, assembled, effect }
    public enum State: String, Sendable, Hashable, CaseIterable {
        case awaitingConsent, consented, ordered, moving, onTask, returning, closed, declined, recalled, aborted

        /// Not yet ended.
        public var isActive: Bool {
            switch self {
            case .awaitingConsent, .consented, .ordered, .moving, .onTask, .returning: true
            case .closed, .declined, .recalled, .aborted: false
            }
        }

        /// Departed or begun, and not yet home.
        public var isPastOrdered: Bool {
            switch self {
            case .moving, .onTask, .returning: true
            case .awaitingConsent, .consented, .ordered, .closed, .declined, .recalled, .aborted: false
            }
        }

        /// Ordered and not yet ended: the people are committed and may serve nothing else.
        public var holdsPeople: Bool {
            switch self {
            case .ordered, .moving, .onTask, .returning: true
            case .awaitingConsent, .consented, .closed, .declined, .recalled, .aborted: false
            }
        }
    }

    /// Seat line n of the request (from 0) is filled by this expert.
    public struct Assignment: Sendable, Hashable {
        public var seat: Int
        public var expert: ExpertID
        public init(seat: Int, expert: ExpertID) {
            self.seat = seat
            self.expert = expert
        }
    }

    /// A longer period that has been asked for; the old terms run until every nation has agreed.
    public struct Extension: Sendable, Hashable {
        public var end: Instant
        public var digest: String
        public var replyBy: Instant
        public init(end: Instant, digest: String, replyBy: Instant) {
            self.end = end
            self.digest = digest
            self.replyBy = replyBy
        }
    }

    /// A longer period that did not come about, because a nation refused it or took its consent back.
    public struct RefusedExtension: Sendable, Hashable {
        /// The end that was asked for.
        public var end: Instant
        public var nation: NationCode
        /// What the nation gave as its reason; nil where it did not answer in time.
        public var reason: String?
        public var at: Instant
        /// Whether the nation had agreed and took its consent back.
        public var isRevoked: Bool
        public init(end: Instant, nation: NationCode, reason: String?, at: Instant, isRevoked: Bool = false) {
            self.end = end
            self.nation = nation
            self.reason = reason
            self.at = at
            self.isRevoked = isRevoked
        }
    }

    /// Older refusals are dropped from the record; the journal keeps them.
    public static let mostRefusedExtensions = 20

    public var id: TaskingID
    public var kind: Kind
    public var team: TeamID?
    public var assignments: [Assignment]
    public var effects: [EffectID]
    /// The contributing nations, sorted.
    public var nations: [NationCode]
    public var period: Period
    public var proposedBy: Principal
    public var orderedBy: Principal?
    public var replyBy: Instant
    public var state: State
    /// SHA-256 of the exact terms that the consents are bound to, hexadecimal.
    public var digest: String
    /// Random, hexadecimal: a part of the terms that only those know who see all of them.
    public var salt: String?
    public var `extension`: Extension?
    /// The latest `mostRefusedExtensions`, in order.
    public var refusedExtensions: [RefusedExtension]
    /// The nation that recalled its people, or took its consent back after the order; nil where none did.
    public var recalledBy: NationCode?
    /// Why it was recalled, aborted or declined, or the closing report.
    public var remark: String?
    public var revision: Int

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

    /// Whether its people are past the agreed end and not yet home. Until it is closed, they stay held.
    public func isOverdue(at now: Instant) -> Bool { state.holdsPeople && period.end <= now }

    /// Whether its people are committed at an instant, as far as is known now.
    public func commits(at instant: Instant, now: Instant) -> Bool { state.holdsPeople && period.commits(at: instant, now: now) }

    /// Drops a longer period that was asked for.
    ///
    /// - Parameters:
    ///   - refusal: the nation without whose consent it does not come about, and its reason; nil where the question was dropped.
    ///   - isRevoked: whether the nation had agreed before.
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
    /// Whether people who are ordered for this period, and whose tasking is not closed, are committed at an instant: from the order until
    /// the agreed end, and where that has passed now until the tasking is closed, at every instant.
    public func commits(at instant: Instant, now: Instant) -> Bool { instant < end || end <= now }
}
