/// Checks one JSON value to its end and that no object in it has the same name twice. Peers disagree on which of the two counts,
/// so what one program has checked may not be what the next one does.
///
/// One instance serves a whole message: its storage is a stack that nested objects share.
struct DistinctNames {
    /// Names of the objects that are open, outermost first.
    private var open: [RawString] = []
    /// Members from which on an object is checked by hashing. Below, comparing is faster; above, a hostile object would make it quadratic.
    private static let hashedFrom = 24

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
        var hashed: Set<[UInt8]> = []
        var members = try reader.beginObject()
        while let name = try reader.nextRawName(&members) {
            if open.count - base < Self.hashedFrom {
                for other in open[base...] where reader.isSame(name, other) { throw twice(name, reader) }
                open.append(name)
            } else {
                if hashed.isEmpty { hashed.formUnion(open[base...].map { Array(reader.text(of: $0).utf8) }) }
                guard hashed.insert(Array(reader.text(of: name).utf8)).inserted else { throw twice(name, reader) }
            }
            try check(&reader)
        }
        open.removeLast(open.count - base)
    }

    private func twice(_ name: RawString, _ reader: JSONReader) -> JSONError {
        JSONError(kind: .duplicate, path: reader.text(of: name), reason: "is there twice", offset: name.start)
    }
}

extension JSONReader {
    /// Whether two names mean the same, escapes replaced; by bytes, not by Unicode's canonical equivalence.
    fileprivate func isSame(_ first: RawString, _ second: RawString) -> Bool {
        if first.escaped || second.escaped { return text(of: first).utf8.elementsEqual(text(of: second).utf8) }
        return first.end - first.start == second.end - second.start && slice(first).elementsEqual(slice(second))
    }
}
