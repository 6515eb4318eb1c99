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
        try another(&elements.first, until: UInt8(ascii: "]"))
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
        guard try another(&members.first, until: UInt8(ascii: "}")) else { return nil }
        guard try nextByte() == UInt8(ascii: "\"") else { throw syntax("expected a name in quotes") }
        let raw = try scanString()
        guard try take(UInt8(ascii: ":")) else { throw syntax("expected a colon after the name") }
        return raw
    }

    @inline(__always)
    private mutating func another(_ first: inout Bool, until end: UInt8) throws(JSONError) -> Bool {
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
