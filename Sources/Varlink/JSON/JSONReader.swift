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

// MARK: - Containers

extension JSONReader {
    /// The state of reading an object.
    public struct Members {
        var first = true
        /// One bit for each field that has been read.
        var seen: UInt64 = 0
        /// The index of the field that is likely to come next. Most peers keep the declared order.
        var likely = 0
    }

    /// The state of reading an array.
    public struct Elements {
        var first = true
    }

    /// A name in an object, as a table of fields has it.
    public enum Field {
        /// The index of a declared name.
        case known(Int)
        /// An undeclared name. The caller must read or ``skip()`` its value.
        case other(String)
    }

    /// Reads the opening bracket of an array.
    ///
    /// - Throws: `JSONError` where another value comes next, or the nesting is too deep.
    public mutating func beginArray() throws(JSONError) -> Elements {
        guard try take(UInt8(ascii: "[")) else { throw try mismatch("an array") }
        try descend()
        return Elements()
    }

    /// Whether another element follows; its value comes next. At the end, the closing bracket is consumed.
    ///
    /// - Throws: `JSONError` where a comma or the bracket is missing.
    public mutating func nextElement(_ elements: inout Elements) throws(JSONError) -> Bool {
        try hasNext(&elements.first, until: UInt8(ascii: "]"))
    }

    /// Reads the opening brace of an object.
    ///
    /// - Throws: `JSONError` where another value comes next, or the nesting is too deep.
    public mutating func beginObject() throws(JSONError) -> Members {
        guard try take(UInt8(ascii: "{")) else { throw try mismatch("an object") }
        try descend()
        return Members()
    }

    /// The name of the next member, whose value comes next; nil at the end. The caller must look for duplicates.
    ///
    /// - Throws: `JSONError` where the object is malformed.
    public mutating func nextName(_ members: inout Members) throws(JSONError) -> String? {
        guard let raw = try nextRawName(&members) else { return nil }
        return text(of: raw)
    }

    /// The index in the table of the next member, whose value comes next; nil at the end.
    ///
    /// - Throws: `JSONError` for a name that is there twice, and for one that is not in the table (see ``ignoresUnknownFields``).
    public mutating func nextField(_ members: inout Members, of fields: JSONFields) throws(JSONError) -> Int? {
        while let raw = try nextRawName(&members) {
            if let index = index(of: raw, in: fields, members) {
                try note(index, at: raw, of: fields, &members)
                if checksLimits { limits = fields.limits(index) }
                return index
            }
            guard ignoresUnknownFields else { throw fields.unknown(text(of: raw), at: raw.start) }
            try skip()
        }
        return nil
    }

    /// Like ``nextField(_:of:)`` for an object that may have undeclared names. The caller must look for duplicates among those.
    ///
    /// - Throws: `JSONError` for a declared name that is there twice.
    public mutating func nextFieldOrOther(_ members: inout Members, of fields: JSONFields) throws(JSONError) -> Field? {
        guard let raw = try nextRawName(&members) else { return nil }
        guard let index = index(of: raw, in: fields, members) else { return .other(text(of: raw)) }
        try note(index, at: raw, of: fields, &members)
        return .known(index)
    }

    @inline(__always)
    private func index(of raw: RawString, in fields: JSONFields, _ members: Members) -> Int? {
        raw.escaped ? fields.index(of: text(of: raw)) : fields.index(of: slice(raw), likely: members.likely)
    }

    /// Records that a field has been read.
    @inline(__always)
    private func note(_ index: Int, at raw: RawString, of fields: JSONFields, _ members: inout Members) throws(JSONError) {
        let bit: UInt64 = 1 &<< UInt64(index)
        guard members.seen & bit == 0 else { throw Self.duplicate(fields.name(index), at: raw.start) }
        members.seen |= bit
        members.likely = index + 1
    }

    /// The next name as it stands in the text. Its colon is consumed.
    mutating func nextRawName(_ members: inout Members) throws(JSONError) -> RawString? {
        guard try hasNext(&members.first, until: UInt8(ascii: "}")) else { return nil }
        guard try nextByte() == UInt8(ascii: "\"") else { throw syntax("expected a name in quotes") }
        let raw = try scanString()
        guard try take(UInt8(ascii: ":")) else { throw syntax("expected a colon after the name") }
        return raw
    }

    @inline(__always)
    private mutating func hasNext(_ first: inout Bool, until end: UInt8) throws(JSONError) -> Bool {
        if try take(end) {
            depth -= 1
            return false
        }
        if first {
            first = false
        } else {
            guard try take(UInt8(ascii: ",")) else { throw syntax("expected a comma or the end") }
            guard try nextByte() != end else { throw syntax("a comma before the end") }
        }
        return true
    }

    private mutating func descend() throws(JSONError) {
        guard depth < Self.maximumDepth else { throw syntax("more than \(Self.maximumDepth) levels deep") }
        depth += 1
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

    func syntax(_ reason: String, at offset: Int? = nil) -> JSONError {
        JSONError(kind: .syntax, reason: reason, offset: offset ?? self.offset)
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
