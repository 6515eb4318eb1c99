extension JSONReader {
    /// Where the reading of an object has got to.
    public struct Members {
        var first = true
        /// One bit per field of the table that has been seen.
        var seen: UInt64 = 0
        /// The field that is likely next: most peers keep the declared order.
        var likely = 0
    }

    /// Where the reading of an array has got to.
    public struct Elements {
        var first = true
    }

    /// A name of an object, held against a table of fields.
    public enum Field {
        /// The index of a declared one.
        case known(Int)
        /// The name of another one; the value is for the caller to read or ``skip()``.
        case other(String)
    }

    public mutating func beginArray() throws(JSONError) -> Elements {
        guard try take(UInt8(ascii: "[")) else { throw try mismatch("an array") }
        try descend()
        return Elements()
    }

    /// Whether there is another element; its value comes next. At the end the closing bracket is consumed.
    public mutating func nextElement(_ elements: inout Elements) throws(JSONError) -> Bool {
        try another(&elements.first, until: UInt8(ascii: "]"))
    }

    public mutating func beginObject() throws(JSONError) -> Members {
        guard try take(UInt8(ascii: "{")) else { throw try mismatch("an object") }
        try descend()
        return Members()
    }

    /// The name of the next member, whose value comes next; nil at the end. Duplicates are for the caller to find.
    public mutating func nextName(_ members: inout Members) throws(JSONError) -> String? {
        guard let raw = try nextRawName(&members) else { return nil }
        return text(of: raw)
    }

    /// The index of the next member in the table, whose value comes next; nil at the end. Throws for a name that is not in the table
    /// (but see ``ignoresUnknownFields``) and for one that is there twice.
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

    /// Like ``nextField(_:of:)`` for an object in which undeclared names are allowed. Among those duplicates are for the caller to find.
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

    /// Keeps in mind that this field has been there.
    @inline(__always)
    private func note(_ index: Int, at raw: RawString, of fields: JSONFields, _ members: inout Members) throws(JSONError) {
        let bit: UInt64 = 1 &<< UInt64(index)
        guard members.seen & bit == 0 else { throw Self.duplicate(fields.name(index), at: raw.start) }
        members.seen |= bit
        members.likely = index + 1
    }

    /// The next name as it stands in the text, with its colon consumed.
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
