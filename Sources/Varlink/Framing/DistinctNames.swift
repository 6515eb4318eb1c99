internal import Glibc

/// Checks one JSON value to its end and that no object in it has the same name twice. Peers disagree on which of the two counts,
/// so what one program has checked may not be what the next one does.
///
/// One instance serves a whole message: its storage is a stack that nested objects share.
struct DistinctNames {
    /// Names of the objects that are open, outermost first.
    private var open: [RawString] = []
    /// Members from which on an object is checked by hashing. Below, comparing is faster; above, a hostile object would make it quadratic.
    private static let hashedFrom = 24
    /// Names that one object may have. The fields of an object are 64 at most, and no map of a contract takes more than 500 entries.
    static let most = 1000

    mutating func check(_ reader: inout JSONReader) throws(JSONError) {
        switch try reader.nextKind() {
        case .object: try checkObject(&reader)
        case .array:
            var elements = try reader.beginArray()
            while try reader.nextElement(&elements) { try check(&reader) }
        default: try reader.skip()
        }
    }

    private mutating func checkObject(_ reader: inout JSONReader) throws(JSONError) {
        let base = open.count
        var hashed: Set<Int> = []
        var members = try reader.beginObject()
        while let name = try reader.nextRawName(&members) {
            let count = open.count - base
            guard count < Self.most else { throw Self.tooMany(at: name.start) }
            if count < Self.hashedFrom {
                try compare(name, base, reader)
            } else {
                if hashed.isEmpty { for other in open[base...] { hashed.insert(reader.hash(of: other)) } }
                // Two names may have one hash.
                if !hashed.insert(reader.hash(of: name)).inserted { try compare(name, base, reader) }
            }
            open.append(name)
            try check(&reader)
        }
        open.removeLast(open.count - base)
    }

    /// Holds a name against those from here on.
    private func compare(_ name: RawString, _ base: Int, _ reader: JSONReader) throws(JSONError) {
        for other in open[base...] where reader.isSame(name, other) { throw twice(name, reader) }
    }

    static func tooMany(at offset: Int) -> JSONError {
        JSONError(kind: .tooLarge, reason: "an object of more than \(most) names", offset: offset)
    }

    private func twice(_ name: RawString, _ reader: JSONReader) -> JSONError {
        JSONError(kind: .duplicate, path: reader.text(of: name), reason: "is there twice", offset: name.start)
    }
}

extension JSONReader {
    /// Whether two names mean the same, escapes replaced; by bytes, not by Unicode's canonical equivalence.
    fileprivate func isSame(_ first: RawString, _ second: RawString) -> Bool {
        if first.escaped || second.escaped { return text(of: first).utf8.elementsEqual(text(of: second).utf8) }
        let length = first.end - first.start
        return length == second.end - second.start && memcmp(bytes + first.start, bytes + second.start, length) == 0
    }

    /// Of the meaning of a name. Each process hashes in its own way, so that a peer cannot choose names that share one.
    fileprivate func hash(of name: RawString) -> Int {
        var hasher = Hasher()
        if name.escaped {
            var text = text(of: name)
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        } else {
            hasher.combine(bytes: slice(name))
        }
        return hasher.finalize()
    }
}
