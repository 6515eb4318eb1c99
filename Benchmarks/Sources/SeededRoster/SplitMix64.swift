/// The random number generator SplitMix64 (G. Steele, D. Lea and C. Flood, OOPSLA 2014). A seed gives the same numbers on every machine.
public struct SplitMix64: Sendable {
    private var state: UInt64

    /// `part` and `number` give each record a stream of its own, so that it can be made without those before it.
    public init(seed: UInt64, part: UInt64 = 0, number: Int = 0) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ part << 56
        _ = next()
        state ^= UInt64(bitPattern: Int64(number)) &* 0xD6E8_FEB8_6659_FD93
        _ = next()
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 to `count` − 1.
    public mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

    public mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    public mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// One of the values, with a probability proportional to its weight.
    public mutating func pick<Element>(weighted values: [(Element, Int)]) -> Element {
        var rest = below(values.reduce(0) { $0 + $1.1 })
        for (value, weight) in values {
            if rest < weight { return value }
            rest -= weight
        }
        return values[0].0
    }
}
