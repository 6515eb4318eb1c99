public import CRRTDomain

/// A plan with fewer open seats, in which one request is asked otherwise.
public struct PlanOpening: Sendable, Hashable {
    /// What is asked otherwise.
    public enum Change: Sendable, Hashable {
        /// The request is left out, and its people are free for the others.
        case waits
        /// It begins and ends this number of days later.
        case later(days: Int)
        /// It asks for less: the change in words, and the seat line that it is about, from 0; nil where it is about all.
        case relaxed(String, seat: Int?)
    }

    /// The number of the request, from 0.
    public var request: Int
    /// What is asked otherwise.
    public var change: Change
    /// The request with the change made; nil where it waits.
    public var changed: Request?
    /// By request, the seats that stay open; nil for the one that waits.
    public var open: [Int?]
    /// What that plan is worth, without the request that waits.
    public var worth: PlanWorth
    /// Whether no plan is better with this change. The open seats are the fewest in any case.
    public var proven: Bool
}

/// What opens seats of a plan.
public struct PlanOpenings: Sendable, Hashable {
    /// The changes that fill most seats at the highest precedence come first.
    public var openings: [PlanOpening] = []
    /// The numbers of requests of which some changes were not tried, because time ran out, rising.
    public var untried: [Int] = []

    /// Nothing.
    public init() {}
}

extension PlanWorth {
    /// The open seats in the order in which plans are compared; less is better.
    var openOrder: [Int] {
        Precedence.allCases.reversed().flatMap { precedence in
            let own = open[precedence] ?? []
            return [own.reduce(0, +)] + own.sorted(by: >)
        }
    }
}
