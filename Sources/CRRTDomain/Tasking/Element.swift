/// A person in a seat, or an effect, in a tasking. Each has a life of its own: others come and go without it.
public struct Element: Sendable, Hashable {
    /// Who or what it is.
    public enum Subject: Sendable, Hashable {
        /// An expert in a seat; `seat` is the number of the request's seat line, from 0.
        case person(ExpertID, seat: Int)
        case effect(EffectID)
    }

    /// The element's state; `ElementLifecycle` has the transitions.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Its nation has not answered.
        case asked
        /// Its nation has granted its consent.
        case agreed
        case ordered
        /// It has departed. Remote people do not move.
        case moving
        /// It works.
        case onTask
        /// It works no more, and is not home.
        case returning
        /// It has come home. An end.
        case home
        /// It left before it departed. An end.
        case out

        /// Whether it is on its way to the work, or at it.
        public var isForward: Bool {
            switch self {
            case .asked, .agreed, .ordered, .moving, .onTask: true
            case .returning, .home, .out: false
            }
        }

        /// Whether the person is held: ordered, and not home.
        public var isHeld: Bool {
            switch self {
            case .ordered, .moving, .onTask, .returning: true
            case .asked, .agreed, .home, .out: false
            }
        }

        /// Whether it has departed or begun, and is not home.
        public var isAbroad: Bool {
            switch self {
            case .moving, .onTask, .returning: true
            case .asked, .agreed, .ordered, .home, .out: false
            }
        }

        /// Whether it has ended.
        public var hasEnded: Bool { self == .home || self == .out }
    }

    /// Why an element left the work.
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        /// Its nation, or the host, refused.
        case refused
        /// Its nation, or the host, did not answer in time.
        case lapsed
        /// Its nation took back its consent.
        case revoked
        /// Its nation recalled it.
        case recalled
        case ill
        /// Another was put in its place.
        case replaced
        /// The request was amended.
        case amended
        /// The host took back its consent.
        case hostRevoked
        case aborted
        /// The work is done, or the person is no longer needed.
        case released
        /// The effect was stopped at once, by its nation, the host or a releasing authority.
        case ceased
    }

    /// That an element left the work.
    public struct Leaving: Sendable, Hashable {
        /// Why it left.
        public var cause: Cause
        /// When that was recorded; nil in records of before elements.
        public var at: Instant?
        public init(_ cause: Cause, at: Instant?) {
            self.cause = cause
            self.at = at
        }
    }

    /// Who or what it is.
    public var subject: Subject
    /// 0 for the proposal, 1 and up for each replacement.
    public var batch: Int
    /// The element's state.
    public var state: State
    /// The planned time of its work.
    public var period: Period
    /// Whether it was ordered, whatever came after.
    public var wasOrdered: Bool
    /// Who ordered it; nil where it was not, or the record is older than elements and names no author.
    public var orderedBy: Principal?
    /// When it was ordered; nil where it was not, or the record is older than elements.
    public var orderedAt: Instant?
    /// When it departed; nil where it did not, or the record is older than elements.
    public var departedAt: Instant?
    /// When its work began; nil as above.
    public var begunAt: Instant?
    /// When it came home; nil as above.
    public var homeAt: Instant?
    /// Why and when it left the work; nil while it is forward.
    public var left: Leaving?
    /// What the use of an effect came to; nil for people, and until it is reported.
    public var outcome: EffectOutcome?

    public init(
        _ subject: Subject, batch: Int = 0, state: State = .asked, period: Period, wasOrdered: Bool = false,
        orderedBy: Principal? = nil, orderedAt: Instant? = nil, departedAt: Instant? = nil, begunAt: Instant? = nil, homeAt: Instant? = nil,
        left: Leaving? = nil, outcome: EffectOutcome? = nil
    ) {
        self.subject = subject
        self.batch = batch
        self.state = state
        self.period = period
        self.wasOrdered = wasOrdered
        self.orderedBy = orderedBy
        self.orderedAt = orderedAt
        self.departedAt = departedAt
        self.begunAt = begunAt
        self.homeAt = homeAt
        self.left = left
        self.outcome = outcome
    }

    /// The nation that contributes it.
    public var nation: NationCode {
        switch subject {
        case .person(let expert, _): expert.nation
        case .effect(let effect): effect.nation
        }
    }

    /// The expert; nil for an effect.
    public var expert: ExpertID? {
        if case .person(let expert, _) = subject { expert } else { nil }
    }

    /// The effect; nil for a person.
    public var effect: EffectID? {
        if case .effect(let effect) = subject { effect } else { nil }
    }

    /// The person's seat; nil for an effect.
    public var assignment: Tasking.Assignment? {
        if case .person(let expert, let seat) = subject { Tasking.Assignment(seat: seat, expert: expert) } else { nil }
    }

    /// The handle of the expert, or the id of the effect.
    public var text: String {
        switch subject {
        case .person(let expert, _): expert.text
        case .effect(let effect): effect.text
        }
    }

    /// Whether its planned end has passed, and it is not home.
    public func isOverdue(at now: Instant) -> Bool { state.isHeld && period.end <= now }

    /// The element after an event.
    ///
    /// - Parameters:
    ///   - event: What happens.
    ///   - now: When it happened, for `depart`, `begin` and `home`; when it was recorded, for the others.
    ///   - cause: Why it leaves, for `release` and `withdraw`.
    /// - Throws: `IllegalTransition` where its life cycle has no such step.
    public func after(
        _ event: ElementLifecycle.Event, at now: Instant, cause: Cause = .released
    ) throws(IllegalTransition) -> Element {
        var next = self
        next.state = try ElementLifecycle.next(state, event)
        switch event {
        case .agree: break
        case .order: (next.wasOrdered, next.orderedAt) = (true, now)
        case .depart: next.departedAt = now
        case .begin: next.begunAt = now
        case .home: next.homeAt = now
        case .release, .withdraw: next.left = Leaving(cause, at: now)
        }
        return next
    }

    /// The element once it is to stop at once; nil where it has ended.
    ///
    /// One that is returning stays so. Of one that was released, whose work may still go on, the cause is another one then.
    public func ceased(at now: Instant) -> Element? {
        if let next = try? after(.withdraw, at: now, cause: .ceased) { return next }
        guard state == .returning else { return nil }
        var next = self
        if left?.cause == .released { next.left = Leaving(.ceased, at: now) }
        return next
    }
}
