/// What a solution of one request adds to a plan: open seats, then singles, then cost, as digits of one number.
///
/// Plans are compared by these digits of their sum. Costs stay below 2⁵², so that no sum of them reaches the digit above. Prices of people
/// are such numbers too, and may lie between two tiers.
struct PlanPrice: Price {
    static let costBits: Int128 = 64
    /// Sums of costs stay below this power of two: at most 640 people, whose notice has 16 bits and whose weights have 20.
    static let mostCostBits = 52
    static let digitBits = 0
    static let zero = PlanPrice(value: 0)
    /// More than every plan, and far from overflow in any sum along a path.
    static let impossible = PlanPrice(value: 1 << 104)

    var value: Int128

    init(value: Int128) { self.value = value }
    init(tier: Int, cost: Int) { value = Int128(tier) << Self.costBits + Int128(cost) }
    init(cost: Int, digit: Int, shift: Int) { value = Int128(cost) }
    init(cost: Int, surcharge: Int128, digit: Int, shift: Int) { value = surcharge + Int128(cost) }

    var cost: Int { Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: value)) }
    /// Open seats and singles.
    var tier: Int { Int(value >> Self.costBits) }

    /// The least value of a plan that is not below this. A bound may end between two tiers, where no plan is.
    var roundedUp: PlanPrice {
        UInt64(truncatingIfNeeded: value) >> Self.mostCostBits == 0 ? self : PlanPrice(tier: tier + 1, cost: 0)
    }

    /// The most that a solution of a tier may cost to be below this; nil where every one is.
    func cost(above tier: Int) -> Int? {
        let cost = value - Int128(tier) << Self.costBits
        return cost >> Int128(Self.mostCostBits) > 0 ? nil : Int(clamping: cost)
    }

    static func + (left: PlanPrice, right: PlanPrice) -> PlanPrice { PlanPrice(value: left.value + right.value) }
    static func - (left: PlanPrice, right: PlanPrice) -> PlanPrice { PlanPrice(value: left.value - right.value) }
    static func < (left: PlanPrice, right: PlanPrice) -> Bool { left.value < right.value }
}
