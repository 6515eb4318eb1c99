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
    private func hexUnit(at place: Int) -> UInt16? {
        guard place + 6 <= count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else { return nil }
        var unit: UInt16 = 0
        for index in place + 2..<place + 6 {
            let digit: UInt8
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[index] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[index] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[index] - UInt8(ascii: "A") + 10
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
        var place = raw.start
        while place < raw.end {
            guard bytes[place] == UInt8(ascii: "\\") else {
                result.append(bytes[place])
                place += 1
                continue
            }
            place += appendEscape(at: place, to: &result)
        }
        return result
    }

    /// Appends the meaning of the escape at a place; returns the escape's length.
    private func appendEscape(at place: Int, to result: inout [UInt8]) -> Int {
        switch bytes[place + 1] {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            let units = [hexUnit(at: place), hexUnit(at: place + 6)].compactMap(\.self)
            let pair = units.count == 2 && 0xD800...0xDBFF ~= units[0]
            result.append(contentsOf: String(decoding: pair ? units : Array(units.prefix(1)), as: UTF16.self).utf8)
            return pair ? 12 : 6
        case let byte: result.append(byte)
        }
        return 2
    }
}
