/// A cost with its tie-break, as one number that the optimiser adds and compares.
///
/// The tie-break is below the cost, as digits. Slot s of S has digit S − 1 − s, whose value is the rank of the chosen expert's id among the
/// slot's contenders. So the smallest sum is the cheapest choice, and among equally cheap ones the one with the smallest ids in the order
/// of the slots. The search needs no tie rule, and two different choices never have the same price.
protocol Price: Comparable, Sendable {
    /// The number of bits for the digits.
    static var digitBits: Int { get }
    static var zero: Self { get }
    /// A cost with one digit, `shift` bits from the right.
    init(cost: Int, digit: Int, shift: Int)
    /// The same with a surcharge. Only the price of a plan has room for it.
    init(cost: Int, surcharge: Int128, digit: Int, shift: Int)
    /// The cost alone, rounded down.
    var cost: Int { get }
    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
}

extension Price {
    init(cost: Int, surcharge: Int128, digit: Int, shift: Int) { self.init(cost: cost, digit: digit, shift: shift) }
}

extension Int128: Price {
    static var digitBits: Int { 96 }
    /// Sums of costs must stay below this.
    static var mostCost: Int { 1 << 30 }
    init(cost: Int, digit: Int, shift: Int) { self = Int128(cost) << Self.digitBits + Int128(digit) << Int128(shift) }
    var cost: Int { Int(self >> Self.digitBits) }
}
