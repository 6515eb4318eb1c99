/// Natural sort order: `TSK-ALB-2026-0001-2` before `TSK-ALB-2026-0001-10`.
///
/// Digits are compared as numbers of any length, everything else by its bytes. Of two spellings of a number, the shorter comes first.
struct NaturalOrder: Comparable {
    let text: String

    init(_ text: String) { self.text = text }

    static func < (left: NaturalOrder, right: NaturalOrder) -> Bool {
        var (one, other) = (Array(left.text.utf8)[...], Array(right.text.utf8)[...])
        while let first = one.first, let second = other.first {
            if isDigit(first), isDigit(second) {
                let (number, another) = (takeNumber(&one), takeNumber(&other))
                if number.count != another.count { return number.count < another.count }
                if number != another { return number.lexicographicallyPrecedes(another) }
            } else {
                if first != second { return first < second }
                one = one.dropFirst()
                other = other.dropFirst()
            }
        }
        if one.isEmpty != other.isEmpty { return one.isEmpty }
        return (left.text.utf8.count, left.text) < (right.text.utf8.count, right.text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Removes the digits at the beginning, and returns them without leading zeros.
    private static func takeNumber(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = text.prefix(while: isDigit)
        text = text.dropFirst(digits.count)
        return digits.drop { $0 == 0x30 }
    }
}

extension Sequence where Element == String {
    /// Sorted in ``NaturalOrder``.
    func sortedNaturally() -> [String] { sorted { NaturalOrder($0) < NaturalOrder($1) } }
}
