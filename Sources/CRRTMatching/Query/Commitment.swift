public import CRRTDomain

/// An ordered tasking holds this expert over this period. A tasking has one for each of its people.
public struct Commitment: Sendable, Hashable {
    public var tasking: TaskingID
    public var expert: ExpertID
    public var period: Period

    public init(tasking: TaskingID, expert: ExpertID, period: Period) {
        self.tasking = tasking
        self.expert = expert
        self.period = period
    }
}
