// MARK: - Strings

/// A string in the text, checked: without its quotes, and with its escapes.
struct RawString {
    var start: Int
    var end: Int
    var escaped: Bool
}

extension JSONReader {
    /// Reads a string and replaces its escapes.
    ///
    /// - Throws: `JSONError` where it is another value, malformed, or longer than its limit.
    public mutating func string() throws(JSONError) -> String {
        guard try nextByte() == UInt8(ascii: "\"") else { throw try mismatch("a string") }
        let raw = try scanString()
        try check(raw)
        return text(of: raw)
    }

    /// Checks a string from its opening to its closing quote.
    mutating func scanString() throws(JSONError) -> RawString {
        var raw = RawString(start: offset + 1, end: 0, escaped: false)
        offset += 1
        while true {
            offset = JSONPlainText.end(bytes, from: offset, to: count, ascii: true)
            guard offset < count else { throw syntax("a string without its closing quote", at: raw.start - 1) }
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                raw.end = offset
                offset += 1
                return raw
            case UInt8(ascii: "\\"):
                raw.escaped = true
                try scanEscape()
            case 0x00..<0x20:
                throw syntax("a control character in a string")
            default:
                try scanRun()
            }
        }
    }

    func slice(_ raw: RawString) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes + raw.start, count: raw.end - raw.start)
    }

    /// A checked string with its escapes replaced.
    func text(of raw: RawString) -> String {
        guard raw.escaped else { return String(decoding: slice(raw), as: UTF8.self) }
        return String(decoding: unescaped(raw), as: UTF8.self)
    }

    /// Checks bytes that are not ASCII, up to the next special byte, as UTF-8 (RFC 3629 section 4).
    private mutating func scanRun() throws(JSONError) {
        let end = JSONPlainText.end(bytes, from: offset, to: count, ascii: false)
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: UnsafeBufferPointer(start: bytes + offset, count: end - offset).span)
        } catch {
            throw syntax("not UTF-8", at: offset + error.byteOffsets.lowerBound)
        }
        offset = end
    }

    private mutating func scanEscape() throws(JSONError) {
        let start = offset
        offset += 1
        guard offset < count else { throw syntax("the text ends too early") }
        switch bytes[offset] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            offset += 1
        case UInt8(ascii: "u"):
            try scanUnicodeEscape(start)
        default:
            throw syntax("an escape that JSON does not have", at: start)
        }
    }

    /// Checks `\uXXXX`, or two of them that make a surrogate pair.
    private mutating func scanUnicodeEscape(_ start: Int) throws(JSONError) {
        guard let unit = hexUnit(at: start) else { throw syntax("expected four hexadecimal digits", at: start) }
        offset = start + 6
        guard 0xD800...0xDFFF ~= unit else { return }
        guard unit < 0xDC00, let low = hexUnit(at: offset), 0xDC00...0xDFFF ~= low else { throw syntax("a lone surrogate", at: start) }
        offset += 6
    }

    /// The code unit of a `\uXXXX` that begins here; nil where there is none.
    private func hexUnit(at index: Int) -> UInt16? {
        guard index + 6 <= count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else { return nil }
        var unit: UInt16 = 0
        for position in index + 2..<index + 6 {
            let digit: UInt8
            switch bytes[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[position] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[position] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[position] - UInt8(ascii: "A") + 10
            default: return nil
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// The bytes of a checked string with its escapes replaced.
    private func unescaped(_ raw: RawString) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.end - raw.start)
        var index = raw.start
        while index < raw.end {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            index += appendEscape(at: index, to: &result)
        }
        return result
    }

    /// Appends the meaning of the escape at an index; returns the escape's length.
    private func appendEscape(at index: Int, to result: inout [UInt8]) -> Int {
        switch bytes[index + 1] {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            let units = [hexUnit(at: index), hexUnit(at: index + 6)].compactMap(\.self)
            let pair = units.count == 2 && 0xD800...0xDBFF ~= units[0]
            result.append(contentsOf: String(decoding: pair ? units : Array(units.prefix(1)), as: UTF16.self).utf8)
            return pair ? 12 : 6
        case let byte: result.append(byte)
        }
        return 2
    }
}

// MARK: - Numbers

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
