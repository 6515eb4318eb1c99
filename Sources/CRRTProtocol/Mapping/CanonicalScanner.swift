import CRRTDomain

/// Reads JSON in canonical form. It reports no errors: where it returns nil, the caller falls back to the full reader.
struct CanonicalScanner {
    private let bytes: UnsafePointer<UInt8>
    private let count: Int
    private var position = 0

    /// The scanner must not outlive the bytes.
    init(at bytes: UnsafePointer<UInt8>, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    var isAtEnd: Bool { position == count }

    /// Consumes these bytes if they come next.
    @inline(__always)
    mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard position + length <= count else { return false }
        for offset in 0..<length where bytes[position + offset] != word.utf8Start[offset] { return false }
        position += length
        return true
    }

    /// A string of ASCII without escapes.
    @inline(__always)
    private mutating func asciiText() -> UnsafeBufferPointer<UInt8>? {
        guard position < count, bytes[position] == UInt8(ascii: "\"") else { return nil }
        let start = position + 1
        var end = start
        while end < count, bytes[end] != UInt8(ascii: "\"") {
            guard (0x20..<0x80).contains(bytes[end]), bytes[end] != UInt8(ascii: "\\") else { return nil }
            end += 1
        }
        guard end < count else { return nil }
        position = end + 1
        return UnsafeBufferPointer(start: bytes + start, count: end - start)
    }

    mutating func text() -> String? { asciiText().map { String(decoding: $0, as: UTF8.self) } }

    @inline(__always)
    mutating func value<Value>(_ read: (String) throws(InvalidField) -> Value) -> Value? {
        guard let text = text() else { return nil }
        return try? read(text)
    }

    mutating func name<Value: RawRepresentable>(_: Value.Type) -> Value? where Value.RawValue == String {
        text().flatMap(Value.init(rawValue:))
    }

    mutating func instant() -> Instant? { asciiText().flatMap { Instant(canonical: $0) } }

    /// Up to nine digits.
    mutating func number() -> Int? {
        let start = position
        var number = 0
        while position < count, position < start + 9, (0x30...0x39).contains(bytes[position]) {
            number = number * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        // JSON has no leading zeros.
        return position == start || (position > start + 1 && bytes[start] == 0x30) ? nil : number
    }

    /// The value of a member, where it comes next.
    ///
    /// - Returns: nil where the member is there and cannot be read; a nil inside where it is absent.
    mutating func optional<Value>(_ member: StaticString, _ read: (inout CanonicalScanner) -> Value?) -> Value?? {
        guard take(member) else { return .some(nil) }
        guard let value = read(&self) else { return nil }
        return .some(value)
    }

    /// `[…]`, not empty.
    mutating func elements<Value>(_ read: (inout CanonicalScanner) -> Value?) -> [Value]? { row("[", "]", read) }

    /// `{…}`, not empty.
    mutating func members<Value>(_ read: (inout CanonicalScanner) -> Value?) -> [Value]? { row("{", "}", read) }

    private mutating func row<Value>(_ begin: StaticString, _ end: StaticString, _ read: (inout CanonicalScanner) -> Value?) -> [Value]? {
        guard take(begin) else { return nil }
        var values: [Value] = []
        repeat {
            guard let value = read(&self) else { return nil }
            values.append(value)
        } while take(",")
        return take(end) ? values : nil
    }
}
