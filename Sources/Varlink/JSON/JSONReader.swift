internal import Glibc

/// Reads JSON from the front, value by value: whoever reads says what he expects next.
///
/// Strict: RFC 8259 and nothing more, valid UTF-8 only, no lone surrogates, no name twice in one object, at most ``maximumDepth`` levels,
/// nothing after the document. It works on the bytes where they are; strings are the only thing it allocates.
/// After an error the reader is not to be used further.
public struct JSONReader {
    /// Levels of arrays and objects. A recursive decoder on hostile input stays far from the end of its stack.
    public static let maximumDepth = 64
    /// Characters of a number. A double is told apart from every other one by 25.
    public static let longestNumber = 64

    /// What the next value is, by its first byte.
    public enum Kind: Sendable, Hashable {
        case null, bool, number, string, array, object
    }

    let bytes: UnsafePointer<UInt8>
    let count: Int
    var depth = 0
    /// Whether ``nextField(_:of:)`` passes over undeclared names instead of refusing them: right for replies, to which a newer peer may
    /// have added something, wrong for calls, in which an unknown name is a mistake or a wish that would not be fulfilled.
    public var ignoresUnknownFields = false
    /// Whether ``JSONLimits`` are checked: right for calls, wrong for what is stored already and for replies.
    public var checksLimits = false
    /// Those of the field that is read now.
    @usableFromInline var limits = JSONLimits.none
    /// Bytes consumed so far.
    public internal(set) var offset = 0

    /// The reader is valid as long as the buffer is.
    public init(_ bytes: UnsafeRawBufferPointer) {
        // No byte is looked at where there is none, so that any address does for an empty buffer.
        let start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
        self.bytes = start.assumingMemoryBound(to: UInt8.self)
        count = bytes.count
    }

    /// Checks that only white space is left.
    public mutating func finish() throws(JSONError) {
        skipSpace()
        if offset < count { throw syntax("text after the end of the document") }
    }

    /// What comes next, not consumed; a byte no value begins with is an error.
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

    /// Consumes a `null` if one comes next; says whether it did.
    public mutating func null() throws(JSONError) -> Bool {
        guard try nextByte() == UInt8(ascii: "n") else { return false }
        try literal("null")
        return true
    }

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

    /// Checks one value and passes over it; gives its text. Names that are there twice in objects inside it are not looked for.
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

    /// The next byte that is not white space, not consumed.
    @inline(__always)
    mutating func nextByte() throws(JSONError) -> UInt8 {
        skipSpace()
        guard offset < count else { throw syntax("the text ends too early") }
        return bytes[offset]
    }

    /// Consumes this byte if it comes next after white space.
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

    /// The error for a value of another type than the expected one.
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
