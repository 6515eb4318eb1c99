public import CRRTDomain

/// An ordered tasking's claim on an expert over a period. A tasking has one for each of its people.
public struct Commitment: Sendable, Hashable {
    /// The tasking that commits the expert.
    public var tasking: TaskingID
    /// The committed expert.
    public var expert: ExpertID
    /// The agreed period.
    public var period: Period

    public init(tasking: TaskingID, expert: ExpertID, period: Period) {
        self.tasking = tasking
        self.expert = expert
        self.period = period
    }
}
