/// A message of an exercise: an inject of exercise control, or a no-duff message about a real matter in the middle of it.
public struct ExerciseMessage: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case inject, noDuff }

    /// Its state; `ExerciseMessageLifecycle` has the transitions.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// An inject that only exercise control knows.
        case planned
        /// An inject that its readers are told. An end.
        case released
        /// An inject that was never released. An end.
        case cancelled
        /// A no-duff message that is shown everywhere.
        case standing
        /// A no-duff message that is over. An end.
        case cleared
    }

    /// The most injects that are planned at a time.
    public static let mostPlanned = 500
    /// The most no-duff messages that stand at a time.
    public static let mostStanding = 100
    /// The most of them by one person, so that one alone cannot keep the others from being heard.
    public static let mostStandingOfOne = 5
    /// The longest text of an inject, in bytes.
    public static let longestInject = 2000
    /// The longest text of a no-duff message, in bytes. It is one line.
    public static let longestNoDuff = 200
    /// The most readers that an inject names.
    public static let mostReaders = 40

    /// Its kind and number.
    public var id: ExerciseMessageID
    /// What is said.
    public var text: String
    /// What a reader must be cleared for. Of a no-duff message `unclassified`: everybody reads it.
    public var classification: Classification
    /// To whom it is told, sorted.
    public var to: [Reader]
    /// The request that it is about; nil for none.
    public var request: RequestID?
    /// When a planned inject is released by itself; nil where people release it.
    public var at: Instant?
    /// Its state.
    public var state: State
    /// Who wrote it.
    public var by: Principal
    /// When they did.
    public var addedAt: Instant
    /// When it was released; nil before that, and for a no-duff message.
    public var releasedAt: Instant?
    /// Who released, cancelled or cleared it; nil before that, and where the clock released it.
    public var endedBy: Principal?
    /// When it was cancelled or cleared; nil before that.
    public var endedAt: Instant?

    /// A new message.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        _ id: ExerciseMessageID, text: String, classification: Classification = .unclassified, to: [Reader] = [.all],
        request: RequestID? = nil, at: Instant? = nil, by: Principal, addedAt: Instant
    ) throws(InvalidField) {
        self.id = id
        self.text = try FieldValidation.requiredText(text, "text", id.kind == .inject ? Self.longestInject : Self.longestNoDuff)
        guard id.kind == .inject || !text.contains("\n") else { throw InvalidField("text", "has several lines; write one") }
        self.classification = classification
        guard (1...Self.mostReaders).contains(to.count) else {
            throw InvalidField("to", "names \(to.count) readers; 1 to \(Self.mostReaders) are allowed, such as desk or all")
        }
        self.to = Set(to).sorted()
        self.request = request
        self.at = at
        self.by = by
        self.addedAt = addedAt
        state = id.kind == .inject ? .planned : .standing
    }

    /// The message after an event.
    ///
    /// - Parameters:
    ///   - principal: Who does it; nil for the clock.
    ///   - now: When it happens.
    /// - Throws: `IllegalTransition` where its life cycle has no such step.
    public func after(
        _ event: ExerciseMessageLifecycle.Event, by principal: Principal?, at now: Instant
    ) throws(IllegalTransition) -> ExerciseMessage {
        var next = self
        next.state = try ExerciseMessageLifecycle.next(state, event)
        next.endedBy = principal
        switch event {
        case .release: next.releasedAt = now
        case .cancel, .clear: next.endedAt = now
        }
        return next
    }
}
