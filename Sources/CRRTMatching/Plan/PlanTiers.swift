internal import CRRTDomain

/// What open seats and singles count in the value of a plan.
///
/// The k-th open seat of a request costs `2k − 1`, more by a step that exceeds all of these for each precedence above the lowest. The sum
/// over all requests is least exactly for the plans that the order prefers: fewest open seats at the highest precedence, there the leximin
/// by request, then the same at the next precedence, and so on.
///
/// The seats that distinct people can fill are a transversal matroid, so that the numbers of filled seats by request are an integral
/// polymatroid. There the greedy choice by marginal value is optimal for a separable concave function (A. Federgruen and H. Groenevelt,
/// "The Greedy Procedure for Resource Allocation Problems", Operations Research 34, 1986). Every seat at a precedence is worth more than
/// any below, so it comes first, and what can be filled below depends only on the number and not on who waits above. Among the bases of a
/// polymatroid those with the least sum of squares, `Σ u² = Σ (1 + 3 + … + 2u − 1)`, are those that are decreasingly minimal (A. Frank and
/// K. Murota, "Decreasing Minimization on M-convex Sets", Mathematical Programming 195, 2022), which is the leximin of open seats.
struct PlanTiers {
    /// More than all singles of a plan.
    private let unit: Int
    private let step: Int

    /// - Parameter seats: By request, the number of seats.
    init(seats: [Int]) {
        unit = seats.reduce(1, +)
        step = 2 * (seats.max() ?? 0)
    }

    /// The tier of the k-th open seat of a request, from 1.
    func openSeat(_ number: Int, _ precedence: Precedence) -> Int { unit * (precedence.rank * step + 2 * number - 1) }

    /// The tier of a request with open seats and singles.
    func tier(open: Int, singles: Int, _ precedence: Precedence) -> Int {
        unit * (open * precedence.rank * step + open * open) + singles
    }

    /// The singles of a tier.
    func singles(_ tier: Int) -> Int { tier % unit }
}
