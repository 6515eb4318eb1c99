/// What must hold after each step. docs/reliability.md has a line for each.
public enum Invariant: String, Sendable, Hashable, CaseIterable {
    /// Nobody is ordered, departs, begins or stays longer without each nation's and the host's grant to the present terms.
    case consent
    /// An effect is granted by two persons of its nation.
    case twoPersons
    /// No effect takes a step forward with an authorisation that has run out.
    case authorised
    /// Who orders is not who proposed, unless the site has decided otherwise.
    case orderer
    /// Where the policy asks for a political approval, nobody is ordered without one to these people and terms, nor goes on after it was
    /// withdrawn. The council alone gives and withdraws it.
    case approval
    /// Nobody serves two taskings that overlap, nor is out for two at once.
    case servesOnce
    /// Who is ordered is offered, skilled and cleared.
    case eligible
    /// Who did it may do it.
    case author
    /// Records change state as docs/domain.md has it, and in the time that it says.
    case lifeCycle
    /// What has ended waits for nobody's answer.
    case openConsents
    /// What one nation decides leaves the people and the consents of the others as they are.
    case independent
    /// A nation takes its people back in one call, from every state before returning.
    case recall
    /// What a nation is shown of a tasking follows from its own people and the host's answers; others leave no trace in it.
    case parts
    /// What is due has happened.
    case deadlines
    /// Entries follow each other without gap, by hash, and never go back in time.
    case chain
    /// What was acknowledged is there after every start.
    case durable
    /// What was refused, and what was rehearsed, has left nothing.
    case refused
    /// What was acknowledged is in the journal, by whom it was asked.
    case done
    /// A call that is repeated with its key gets the first answer, and is done once.
    case repeated
    /// Checkpoints bear the daemon's signature; the journal verifies.
    case signatures
    /// Rows are what the journal makes of them.
    case rows
    /// The roster in memory is what the rows say.
    case roster
    /// Lists and single records are those of the model, sorted, complete, and without a double where pages join.
    case lists
    /// A watcher is sent every entry once, in order.
    case watch
    /// Erased names are in no file.
    case names
    /// Two worlds that differ in what a caller may not see answer that caller alike.
    case interference
    /// Every call is answered, once, and with no `InternalError` where nothing has failed.
    case answered
    /// The daemon starts, whatever happened to it.
    case starts
    /// A backup that was acknowledged is whole, and can be restored.
    case backup
    /// The same steps give the same answers.
    case repeatable
}

/// An invariant that does not hold, and how.
public struct Violation: Error, Sendable, CustomStringConvertible {
    public var invariant: Invariant
    public var detail: String

    public init(_ invariant: Invariant, _ detail: String) { (self.invariant, self.detail) = (invariant, detail) }

    public var description: String { "\(invariant.rawValue): \(detail)" }
}
