internal import Glibc

/// Reads JSON from the front, value by value, as the caller expects them.
///
/// It is strict: RFC 8259 and nothing more, valid UTF-8 only, no lone surrogates, no name twice in an object, at most ``maximumDepth``
/// levels, nothing after the document. It reads the bytes in place and allocates strings only. After an error it must not be used.
public struct JSONReader {
    /// The most levels of arrays and objects. A recursive decoder of hostile input stays far from the end of its stack.
    public static let maximumDepth = 64
    /// The most characters of a number. 25 are enough to distinguish all doubles.
    public static let longestNumber = 64

    /// The kind of a value, by its first byte.
    public enum Kind: Sendable, Hashable {
        case null, bool, number, string, array, object
    }

    let bytes: UnsafePointer<UInt8>
    let count: Int
    var depth = 0
    /// Whether ``nextField(_:of:)`` skips undeclared names instead of refusing them.
    ///
    /// It is right for replies, to which a newer peer may have added a field. It is wrong for calls, in which an unknown name is a mistake,
    /// or a wish that would not be fulfilled.
    public var ignoresUnknownFields = false
    /// Whether ``JSONLimits`` are checked: right for calls, wrong for replies and for what is stored.
    public var checksLimits = false
    /// The limits of the field that is read now.
    @usableFromInline var limits = JSONLimits.none
    /// Bytes consumed so far.
    public internal(set) var offset = 0

    /// - Parameter bytes: UTF-8. The reader must not outlive the buffer.
    public init(_ bytes: UnsafeRawBufferPointer) {
        // An empty buffer is never read, so any address will do.
        let start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        self.bytes = start.assumingMemoryBound(to: UInt8.self)
        count = bytes.count
    }

    /// Checks that only white space is left.
    ///
    /// - Throws: `JSONError` where something else is.
    public mutating func finish() throws(JSONError) {
        skipSpace()
        if offset < count { throw syntax("text after the end of the document") }
    }

    /// The kind of the next value, which is not consumed.
    ///
    /// - Throws: `JSONError` where no value begins here.
    public mutating func nextKind() throws(JSONError) -> Kind {
        switch try nextByte() {
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        case UInt8(ascii: "n"): .null
        default: throw syntax("expected a value")
        }
    }

    /// Consumes a `null` if it comes next.
    ///
    /// - Returns: Whether it did.
    /// - Throws: `JSONError` where the text ends or the word is misspelt.
    public mutating func null() throws(JSONError) -> Bool {
        guard try nextByte() == UInt8(ascii: "n") else { return false }
        try literal("null")
        return true
    }

    /// Reads `true` or `false`.
    ///
    /// - Throws: `JSONError` where another value comes next.
    public mutating func bool() throws(JSONError) -> Bool {
        switch try nextByte() {
        case UInt8(ascii: "t"):
            try literal("true")
            return true
        case UInt8(ascii: "f"):
            try literal("false")
            return false
        default:
            throw try mismatch("true or false")
        }
    }

    /// Checks a value, skips it, and returns its text. Objects in it may have a name twice.
    ///
    /// - Throws: `JSONError` where it is malformed.
    @discardableResult
    public mutating func skip() throws(JSONError) -> UnsafeRawBufferPointer {
        let kind = try nextKind()
        let start = offset
        switch kind {
        case .null: try literal("null")
        case .bool: _ = try bool()
        case .number: _ = try scanNumber()
        case .string: _ = try scanString()
        case .array:
            var cursor = try beginArray()
            while try nextElement(&cursor) { try skip() }
        case .object:
            var cursor = try beginObject()
            while try nextRawName(&cursor) != nil { try skip() }
        }
        return UnsafeRawBufferPointer(start: bytes + start, count: offset - start)
    }
}

// MARK: - Bytes

extension JSONReader {
    @inline(__always)
    mutating func skipSpace() {
        if offset < count, bytes[offset] <= 0x20 { skipMoreSpace() }
    }

    private mutating func skipMoreSpace() {
        while offset < count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    /// The next byte that is not white space. It is not consumed.
    @inline(__always)
    mutating func nextByte() throws(JSONError) -> UInt8 {
        skipSpace()
        guard offset < count else { throw syntax("the text ends too early") }
        return bytes[offset]
    }

    /// Consumes this byte if it is the next one that is not white space.
    @inline(__always)
    mutating func take(_ byte: UInt8) throws(JSONError) -> Bool {
        guard try nextByte() == byte else { return false }
        offset += 1
        return true
    }

    mutating func literal(_ word: StaticString) throws(JSONError) {
        let length = word.utf8CodeUnitCount
        guard offset + length <= count, memcmp(bytes + offset, word.utf8Start, length) == 0 else { throw syntax("expected a value") }
        offset += length
    }

    func syntax(_ reason: String, at place: Int? = nil) -> JSONError {
        JSONError(kind: .syntax, reason: reason, offset: place ?? offset)
    }

    /// The error for a value of another type than expected.
    mutating func mismatch(_ expected: String) throws(JSONError) -> JSONError {
        let found =
            switch try nextKind() {
            case .null: "null"
            case .bool: "true or false"
            case .number: "a number"
            case .string: "a string"
            case .array: "an array"
            case .object: "an object"
            }
        return JSONError(kind: .wrongType, reason: "expected \(expected), found \(found)", offset: offset)
    }

    @usableFromInline
    static func duplicate(_ name: String, at offset: Int) -> JSONError {
        JSONError(kind: .duplicate, reason: "is there twice", offset: offset).within(name)
    }
}
