/// Writes compact JSON into a byte array. It writes commas and colons; the caller must nest correctly.
public struct JSONWriter {
    /// What has been written, UTF-8.
    public private(set) var bytes: [UInt8] = []
    /// Whether a comma is due before the next value or key.
    private var follows = false

    /// An empty text.
    public init() {
        bytes.reserveCapacity(256)
    }

    /// Writes the opening brace of an object.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    /// Writes the closing brace of an object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    /// Writes the opening bracket of an array.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    /// Writes the closing bracket of an array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes the name of the next member as it is. It must hold no quote, backslash or control character.
    public mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        follows = false
    }

    /// Writes the name of the next member, escaped where needed.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        follows = false
    }

    /// Writes a string, escaped where needed.
    public mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int64) {
        separate()
        if value >= 0, value < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
        } else {
            bytes.append(contentsOf: String(value).utf8)
        }
    }

    /// Writes the shortest text that reads back as the same number. JSON has no infinity and no NaN; both become `null`.
    public mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        literal("null")
    }

    /// Writes a value that is JSON already. It is not checked.
    public mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes a member with its value.
    @inlinable
    public mutating func member(_ name: StaticString, _ value: some JSONEncodable) {
        key(name)
        value.encode(to: &self)
    }

    /// Writes a member where there is a value, and nothing for nil. Peers take absence for nil, and some refuse an explicit null.
    @inlinable
    public mutating func member(_ name: StaticString, _ value: (some JSONEncodable)?) {
        guard let value else { return }
        key(name)
        value.encode(to: &self)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        follows = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        follows = true
    }

    private mutating func literal(_ word: StaticString) {
        separate()
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func separate() {
        if follows { bytes.append(UInt8(ascii: ",")) }
        follows = true
    }

    /// Copies stretches that need no escape as a whole.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        guard let base = text.baseAddress else { return }
        var start = 0
        while true {
            let end = JSONPlainText.end(base, from: start, to: text.count, ascii: false)
            bytes.append(contentsOf: UnsafeBufferPointer(start: base + start, count: end - start))
            if end == text.count { return }
            appendEscape(base[end])
            start = end + 1
        }
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        default:
            bytes.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u001".utf8)
            bytes.append(contentsOf: String(byte & 0x0F, radix: 16).utf8)
        }
    }
}
