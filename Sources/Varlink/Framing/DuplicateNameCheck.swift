internal import Glibc

/// Checks a whole JSON value, and that no object in it has the same name twice. Programs disagree on which of the two counts, so what one
/// has checked may not be what the next one reads.
///
/// One instance serves a whole message. Its storage is a stack that nested objects share.
struct DuplicateNameCheck {
    /// Names of the open objects, outermost first.
    private var open: [RawString] = []
    /// The number of members from which an object is checked by hashing. Comparing is faster below, and quadratic.
    private static let hashedFrom = 24
    /// The most names of an object. A declared object has at most 64 fields, and no map of a contract takes more than 500 entries.
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
                // Two names may share a hash.
                if !hashed.insert(reader.hash(of: name)).inserted { try compare(name, base, reader) }
            }
            open.append(name)
            try check(&reader)
        }
        open.removeLast(open.count - base)
    }

    /// Compares a name with those of its object.
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
    /// Whether two names are equal once escapes are replaced. They are compared by bytes, not by canonical equivalence.
    fileprivate func isSame(_ first: RawString, _ second: RawString) -> Bool {
        if first.escaped || second.escaped { return text(of: first).utf8.elementsEqual(text(of: second).utf8) }
        let length = first.end - first.start
        return length == second.end - second.start && memcmp(bytes + first.start, bytes + second.start, length) == 0
    }

    /// A hash of the name once escapes are replaced. It is seeded per process, so that a peer cannot choose names that collide.
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
