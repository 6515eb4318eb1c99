public import CRRTDomain

/// An ordered tasking that holds an expert over a period. A tasking has one for each of its people.
public struct Commitment: Sendable, Hashable {
    /// The tasking that holds the expert.
    public var tasking: TaskingID
    /// Who is held.
    public var expert: ExpertID
    /// The agreed period.
    public var period: Period

    public init(tasking: TaskingID, expert: ExpertID, period: Period) {
        self.tasking = tasking
        self.expert = expert
        self.period = period
    }
}
