/// A price with room for 40 slots of 16 bits each: a two's complement number of eleven words.
struct WidePrice: Price {
    static var digitBits: Int { 640 }
    static var zero: WidePrice { WidePrice(cost: 0, digit: 0, shift: 0) }

    private(set) var cost: Int
    /// Most significant first.
    private var digits = InlineArray<10, UInt64>(repeating: 0)

    /// `digit` has at most 16 bits and `shift` is a multiple of 16, so that a digit lies within one word.
    init(cost: Int, digit: Int, shift: Int) {
        self.cost = cost
        digits[9 - shift / 64] = UInt64(digit) << UInt64(shift % 64)
    }

    static func + (left: WidePrice, right: WidePrice) -> WidePrice {
        var sum = left
        var carry: UInt64 = 0
        for word in stride(from: 9, through: 0, by: -1) {
            let (partial, over) = left.digits[word].addingReportingOverflow(right.digits[word])
            let (whole, overAgain) = partial.addingReportingOverflow(carry)
            sum.digits[word] = whole
            carry = over || overAgain ? 1 : 0
        }
        sum.cost = left.cost + right.cost + Int(carry)
        return sum
    }

    static func - (left: WidePrice, right: WidePrice) -> WidePrice {
        var rest = left
        var borrow: UInt64 = 0
        for word in stride(from: 9, through: 0, by: -1) {
            let (partial, under) = left.digits[word].subtractingReportingOverflow(right.digits[word])
            let (whole, underAgain) = partial.subtractingReportingOverflow(borrow)
            rest.digits[word] = whole
            borrow = under || underAgain ? 1 : 0
        }
        rest.cost = left.cost - right.cost - Int(borrow)
        return rest
    }

    static func == (left: WidePrice, right: WidePrice) -> Bool {
        guard left.cost == right.cost else { return false }
        for word in 0..<10 where left.digits[word] != right.digits[word] { return false }
        return true
    }

    static func < (left: WidePrice, right: WidePrice) -> Bool {
        guard left.cost == right.cost else { return left.cost < right.cost }
        for word in 0..<10 where left.digits[word] != right.digits[word] { return left.digits[word] < right.digits[word] }
        return false
    }
}
