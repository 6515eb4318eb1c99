extension JSONReader {
    /// Reads a whole number of 64 bits, written without fraction and exponent.
    ///
    /// - Throws: `JSONError` where it is another value or does not fit.
    public mutating func integer() throws(JSONError) -> Int64 {
        let number = try number(called: "an integer")
        guard number.whole else {
            let reason = "expected an integer, found a number with a fraction or an exponent"
            throw JSONError(kind: .wrongType, reason: reason, offset: number.start)
        }
        guard let value = integer(number) else {
            throw JSONError(kind: .badValue, reason: "does not fit 64 bits", offset: number.start)
        }
        return value
    }

    /// Reads a number as the nearest IEEE 754 double.
    ///
    /// - Throws: `JSONError` where it is another value or too large for a double.
    public mutating func number() throws(JSONError) -> Double {
        try double(try number(called: "a number"))
    }

    /// Reads a whole number where it is written as one and fits, otherwise a double.
    mutating func integerOrNumber() throws(JSONError) -> JSONValue {
        let number = try number(called: "a number")
        if number.whole, let value = integer(number) { return .integer(value) }
        return .number(try double(number))
    }
}

/// A number in the text, checked.
struct RawNumber {
    var start: Int
    var end: Int
    /// Whether it has neither fraction nor exponent.
    var whole: Bool
}

extension JSONReader {
    /// Checks a number: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
    mutating func scanNumber() throws(JSONError) -> RawNumber {
        var number = RawNumber(start: offset, end: 0, whole: true)
        if peek(UInt8(ascii: "-")) { offset += 1 }
        if peek(UInt8(ascii: "0")) {
            offset += 1
            if atDigit() { throw syntax("a number with a leading zero", at: number.start) }
        } else {
            try scanDigits(of: number)
        }
        if peek(UInt8(ascii: ".")) {
            number.whole = false
            offset += 1
            try scanDigits(of: number)
        }
        if peek(UInt8(ascii: "e")) || peek(UInt8(ascii: "E")) {
            number.whole = false
            offset += 1
            if peek(UInt8(ascii: "+")) || peek(UInt8(ascii: "-")) { offset += 1 }
            try scanDigits(of: number)
        }
        number.end = offset
        return number
    }

    private mutating func number(called name: String) throws(JSONError) -> RawNumber {
        switch try nextByte() {
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
        default: throw try mismatch(name)
        }
    }

    private mutating func scanDigits(of number: RawNumber) throws(JSONError) {
        guard atDigit() else { throw syntax("expected a digit") }
        while atDigit() {
            offset += 1
            guard offset - number.start <= Self.longestNumber else {
                let reason = "is a number of more than \(Self.longestNumber) characters"
                throw JSONError(kind: .badValue, reason: reason, offset: number.start)
            }
        }
    }

    private func atDigit() -> Bool {
        offset < count && UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[offset]
    }

    private func peek(_ byte: UInt8) -> Bool {
        offset < count && bytes[offset] == byte
    }

    /// The value of a whole number; nil where it does not fit. It counts downwards, because there are more negative numbers.
    private func integer(_ number: RawNumber) -> Int64? {
        let negative = bytes[number.start] == UInt8(ascii: "-")
        var value: Int64 = 0
        for index in number.start + (negative ? 1 : 0)..<number.end {
            let (product, tooLong) = value.multipliedReportingOverflow(by: 10)
            let (next, tooFar) = product.subtractingReportingOverflow(Int64(bytes[index] - UInt8(ascii: "0")))
            if tooLong || tooFar { return nil }
            value = next
        }
        if negative { return value }
        return value == .min ? nil : -value
    }

    private func double(_ number: RawNumber) throws(JSONError) -> Double {
        let text = UnsafeBufferPointer(start: bytes + number.start, count: number.end - number.start)
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
            throw JSONError(kind: .badValue, reason: "is out of the range of numbers", offset: number.start)
        }
        return value
    }
}
