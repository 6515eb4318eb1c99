/// Reads fixed-width digits and single characters from the front of an ASCII text, for the date and time formats.
struct DigitScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) { rest = Array(text.utf8)[...] }

    var atEnd: Bool { rest.isEmpty }

    /// Exactly `count` digits as a number; nil, with nothing consumed, where there are fewer.
    mutating func digits(_ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for byte in rest.prefix(count) {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        rest = rest.dropFirst(count)
        return value
    }

    /// Consumes one of these ASCII marks; false where another character comes next.
    mutating func take(_ marks: String) -> Bool { takeOne(of: marks) != nil }

    mutating func takeOne(of marks: String) -> Character? {
        guard let next = rest.first, marks.utf8.contains(next) else { return nil }
        rest = rest.dropFirst()
        return Character(Unicode.Scalar(next))
    }

    /// `count` letters, upper-cased; nil where there are fewer characters.
    mutating func letters(_ count: Int) -> String? {
        guard rest.count >= count else { return nil }
        let text = String(decoding: rest.prefix(count), as: UTF8.self).uppercased()
        rest = rest.dropFirst(count)
        return text
    }
}

/// A non-negative number with leading zeros up to a width.
func padded(_ number: Int, _ width: Int) -> String {
    // Ids are written at each question about visibility.
    String(unsafeUninitializedCapacity: max(width, 20)) { text in
        var (rest, count) = (number, 0)
        repeat {
            text[count] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
            count += 1
        } while rest > 0 || count < width
        var digits = text[..<count]
        digits.reverse()
        return count
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The number of `count` digits from an index on; negative where one of them is no digit.
    func number(at index: Int, _ count: Int) -> Int {
        var number = 0
        for byte in self[index..<index + count] {
            number = (0x30...0x39).contains(byte) ? number * 10 + Int(byte - 0x30) : .min / 1_000_000
        }
        return number
    }
}
