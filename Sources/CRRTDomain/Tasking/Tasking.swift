/// People or effects that answer a request, from the proposal to the close.
public struct Tasking: Sendable, Hashable {
    /// A standing team, a team with augmentees, people assembled for this request, or an effect.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case team, augmented, assembled, effect }
    /// The tasking's state. It follows from its elements; `Tasking.derivedState` says how.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case awaitingConsent, consented, ordered, moving, onTask, returning, closed, declined, recalled, aborted

        /// Whether a forward element is ordered or beyond, or all that were ordered have turned back and it waits to be closed.
        public var isUnderWay: Bool {
            switch self {
            case .ordered, .moving, .onTask, .returning: true
            case .awaitingConsent, .consented, .closed, .declined, .recalled, .aborted: false
            }
        }

        /// Whether it is proposed, and no element of it was ordered.
        public var isProposed: Bool { self == .awaitingConsent || self == .consented }

        /// Whether it was stopped before it was closed.
        public var isStopped: Bool { self == .declined || self == .recalled || self == .aborted }
    }

    /// A later batch of elements, for seats that fell open.
    public struct Batch: Sendable, Hashable {
        /// The number of the batch, from 1.
        public var batch: Int
        /// Who proposed it.
        public var proposedBy: Principal
        /// Who ordered its elements last; nil before that.
        public var orderedBy: Principal?
        /// Consents that are not given by then lapse.
        public var replyBy: Instant
        public init(batch: Int, proposedBy: Principal, orderedBy: Principal? = nil, replyBy: Instant) {
            self.batch = batch
            self.proposedBy = proposedBy
            self.orderedBy = orderedBy
            self.replyBy = replyBy
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

    /// A requested longer period. The old terms apply to each nation until it and the host have agreed.
    public struct Extension: Sendable, Hashable {
        /// The requested end.
        public var end: Instant
        /// A digest over the longer terms of all nations: SHA-256, hexadecimal. In records of before elements, that of the whole terms.
        public var digest: String
        /// The question lapses where a nation has not answered by then.
        public var replyBy: Instant
        /// The nations whose people are asked to stay, sorted; empty in records of before elements, where all are.
        public var nations: [NationCode]
        public init(end: Instant, digest: String, replyBy: Instant, nations: [NationCode] = []) {
            self.end = end
            self.digest = digest
            self.replyBy = replyBy
            self.nations = nations
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

    /// The most refused extensions of one nation that the record keeps. The journal keeps all.
    public static let mostRefusedExtensions = 3

    /// Made from the request's id.
    public var id: TaskingID
    /// What is put to the request.
    public var kind: Kind
    /// The standing team, where one is tasked or augmented; else nil.
    public var team: TeamID?
    /// The contributing nation that commands the team, which agrees to be named to the others; nil where none was named.
    public var commander: NationCode?
    /// All people and effects that are or were in it, by batch, then seat and expert, or effect.
    public var elements: [Element]
    /// The later batches, by number; empty where nothing was replaced.
    public var laterBatches: [Batch]
    /// The numbers of the batches to which the host has agreed, and the nation that only lends the team, in order.
    public var hostedBatches: [Int]
    /// The contributing nations, sorted.
    public var nations: [NationCode]
    /// The planned time of the work, from the first start to the last end.
    public var period: Period
    /// Who proposed it.
    public var proposedBy: Principal
    /// Who ordered the elements of the proposal last; nil before the order.
    public var orderedBy: Principal?
    /// Consents that are not given by then lapse.
    public var replyBy: Instant
    /// The tasking's state.
    public var state: State
    /// A digest over the terms of all nations, SHA-256, hexadecimal. In records of before elements, that of the whole terms.
    public var digest: String
    /// A random part of the terms, hexadecimal. It is hidden from callers who see only a part of the terms, so that they cannot guess the
    /// rest and confirm it by the digest.
    public var salt: String?
    /// The extension that is being requested; nil for none.
    public var `extension`: Extension?
    /// The latest refused extensions in order, of each nation at most `mostRefusedExtensions`.
    public var refusedExtensions: [RefusedExtension]
    /// The nation that recalled its people, or revoked its consent after the order; nil where none did.
    public var recalledBy: NationCode?
    /// Why it was recalled, aborted or declined, or the closing report; nil where nothing was written.
    public var remark: String?
    /// When it was closed with a report; nil before that, and in records of before elements.
    public var closedAt: Instant?
    /// The political approval that was given last, or withdrawn; nil where none is on record.
    public var approval: PoliticalApproval?
    /// The number of this version of the record, from 1.
    public var revision: Int
    /// What each contributing nation has been shown, by nation; empty in records of before elements.
    public var parts: [Part]

    /// The request that it answers.
    public var request: RequestID { id.request }

    public init(
        id: TaskingID, kind: Kind, team: TeamID? = nil, elements: [Element], laterBatches: [Batch] = [], hostedBatches: [Int] = [],
        nations: [NationCode],
        period: Period, proposedBy: Principal, orderedBy: Principal? = nil, replyBy: Instant, state: State = .awaitingConsent,
        digest: String, salt: String? = nil, extension: Extension? = nil, refusedExtensions: [RefusedExtension] = [],
        recalledBy: NationCode? = nil, remark: String? = nil, closedAt: Instant? = nil, revision: Int = 1,
        parts: [Part] = []
    ) {
        self.id = id
        self.kind = kind
        self.team = team
        self.elements = elements
        self.laterBatches = laterBatches
        self.hostedBatches = hostedBatches
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
        self.closedAt = closedAt
        self.revision = revision
        self.parts = parts
    }

    /// A tasking of one batch, each element in the state that the tasking's own implies. Records of before elements are read so.
    public init(
        id: TaskingID, kind: Kind, team: TeamID? = nil, assignments: [Assignment], effects: [EffectID] = [], nations: [NationCode],
        period: Period, proposedBy: Principal, orderedBy: Principal? = nil, replyBy: Instant, state: State = .awaitingConsent,
        digest: String, salt: String? = nil, extension: Extension? = nil, refusedExtensions: [RefusedExtension] = [],
        recalledBy: NationCode? = nil, remark: String? = nil, revision: Int = 1
    ) {
        let subjects = assignments.map { Element.Subject.person($0.expert, seat: $0.seat) } + effects.map { .effect($0) }
        let pattern = Tasking.implied(by: state, wasOrdered: orderedBy != nil)
        let elements = subjects.map {
            Element(
                $0, state: pattern.state, period: period, wasOrdered: pattern.wasOrdered, orderedBy: pattern.wasOrdered ? orderedBy : nil,
                left: pattern.left)
        }
        self.init(
            id: id, kind: kind, team: team, elements: elements, hostedBatches: state == .consented ? [0] : [], nations: nations,
            period: period, proposedBy: proposedBy,
            orderedBy: orderedBy, replyBy: replyBy, state: state, digest: digest, salt: salt, extension: `extension`,
            refusedExtensions: refusedExtensions, recalledBy: recalledBy, remark: remark, revision: revision)
    }

    /// The state of each element of a tasking of before elements.
    private static func implied(by state: State, wasOrdered: Bool) -> (state: Element.State, wasOrdered: Bool, left: Element.Leaving?) {
        func ended(_ cause: Element.Cause) -> (Element.State, Bool, Element.Leaving?) {
            (wasOrdered ? .home : .out, wasOrdered, Element.Leaving(cause, at: nil))
        }
        return switch state {
        case .awaitingConsent: (.asked, false, nil)
        case .consented: (.agreed, false, nil)
        case .ordered: (.ordered, true, nil)
        case .moving: (.moving, true, nil)
        case .onTask: (.onTask, true, nil)
        case .returning: (.returning, true, Element.Leaving(.released, at: nil))
        case .closed: (.home, true, Element.Leaving(.released, at: nil))
        case .declined: (.out, false, Element.Leaving(.refused, at: nil))
        case .recalled: ended(.recalled)
        case .aborted: ended(.aborted)
        }
    }

    /// Notes that a nation did not agree to the longer period that is asked for.
    ///
    /// - Parameters:
    ///   - refusal: The nation, and its reason; nil where it did not answer in time.
    ///   - isRevoked: Whether that nation had agreed before.
    ///   - now: The present time.
    public mutating func noteRefusedExtension(_ refusal: (nation: NationCode, reason: String?), isRevoked: Bool, at now: Instant) {
        guard let asked = self.extension else { return }
        refusedExtensions.append(
            RefusedExtension(end: asked.end, nation: refusal.nation, reason: refusal.reason, at: now, isRevoked: isRevoked))
        let older = refusedExtensions.indices.filter { refusedExtensions[$0].nation == refusal.nation }
        if older.count > Self.mostRefusedExtensions { refusedExtensions.remove(at: older[0]) }
    }
}

extension Tasking {
    /// The elements that count as the tasking's people and effects: the forward ones; where there are none, those that were ordered;
    /// where none was, all.
    public var present: [Element] {
        let forward = elements.filter(\.state.isForward)
        if !forward.isEmpty { return forward }
        let ordered = elements.filter(\.wasOrdered)
        return ordered.isEmpty ? elements : ordered
    }

    /// Who fills which seat, of those ``present``; empty for effects.
    public var assignments: [Assignment] { present.compactMap(\.assignment) }
    /// The effects of those ``present``; empty for people.
    public var effects: [EffectID] { present.compactMap(\.effect) }

    /// Whether it has not ended: an element is forward or not home, or the tasking waits to be closed.
    public var isActive: Bool { state == .returning || elements.contains { !$0.state.hasEnded } }
    /// Whether an element of it is held.
    public var holdsPeople: Bool { elements.contains(where: \.state.isHeld) }
    /// The elements that are ordered and not home.
    public var held: [Element] { elements.filter(\.state.isHeld) }
    /// The elements that are ordered or beyond, and have not turned back.
    public var serving: [Element] { elements.filter { $0.state.isForward && $0.wasOrdered } }
    /// The elements that have departed or begun, and are not home.
    public var abroad: [Element] { elements.filter(\.state.isAbroad) }
    /// Whether an element of it was ever ordered.
    public var wasOrdered: Bool { elements.contains(where: \.wasOrdered) }

    /// Whether an element is past its planned end and not home. People stay held until they are home.
    public func isOverdue(at now: Instant) -> Bool { elements.contains { $0.isOverdue(at: now) } }

    /// Whether any of its people are committed at an instant, as known now.
    public func commits(at instant: Instant, now: Instant) -> Bool {
        elements.contains { $0.state.isHeld && $0.period.commits(at: instant, now: now) }
    }

    /// The principal who proposed a batch.
    public func proposer(of batch: Int) -> Principal { laterBatches.first { $0.batch == batch }?.proposedBy ?? proposedBy }

    /// The principal who ordered an element; nil where none did. Records of before elements have one of the whole tasking.
    public func orderer(of element: Element) -> Principal? { element.wasOrdered ? element.orderedBy ?? orderedBy : nil }

    /// The state that follows from the elements.
    ///
    /// - Forward elements that are ordered or beyond: the state of the most advanced one.
    /// - Other forward elements: `consented` where all of them are agreed and the host agreed to their batches, else `awaitingConsent`.
    /// - None forward: `aborted` where an abort is on record; `declined` where none was ever ordered; `recalled` where all that were
    ///   ordered were taken back by a nation; else `returning`, and `closed` once it was closed.
    ///
    public var derivedState: State {
        let forward = elements.filter(\.state.isForward)
        let states = Set(forward.map(\.state))
        if states.contains(.onTask) { return .onTask }
        if states.contains(.moving) { return .moving }
        if states.contains(.ordered) { return .ordered }
        if !forward.isEmpty {
            let isAgreed = !states.contains(.asked) && forward.allSatisfy { hostedBatches.contains($0.batch) }
            return isAgreed ? .consented : .awaitingConsent
        }
        if elements.contains(where: { $0.left?.cause == .aborted }) { return .aborted }
        let causes = elements.filter(\.wasOrdered).map { $0.left?.cause }
        if causes.isEmpty { return .declined }
        if causes.allSatisfy({ $0 == .recalled || $0 == .revoked || $0 == .hostRevoked }) { return .recalled }
        return closedAt == nil ? .returning : .closed
    }
}

extension Period {
    /// Whether people who are ordered for this period, in a tasking that is not closed, are committed at an instant.
    ///
    /// They are committed from the order until the agreed end. Once that end has passed, they stay committed until the tasking is closed.
    public func commits(at instant: Instant, now: Instant) -> Bool { instant < end || end <= now }
}
