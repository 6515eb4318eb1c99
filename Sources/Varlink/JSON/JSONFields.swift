internal import Glibc

/// The declared names of an object, for decoders: finds names by their bytes and words the errors about them.
public struct JSONFields: Sendable {
    /// At most so many; the generator refuses larger objects.
    public static let maximumCount = 64

    let names: [StaticString]

    /// The index of a name here is what ``JSONReader/nextField(_:of:)`` answers.
    public init(_ names: [StaticString]) {
        precondition(names.count <= Self.maximumCount, "an object of more than \(Self.maximumCount) fields")
        self.names = names
    }

    public func name(_ index: Int) -> String {
        names[index].description
    }

    /// The error for a required field that was not there.
    public func missing(_ index: Int, at offset: Int) -> JSONError {
        JSONError(kind: .missing, reason: "is required", offset: offset).within(name(index))
    }

    /// The error for a name that is not declared, with the nearest one that is.
    public func unknown(_ name: String, at offset: Int) -> JSONError {
        let reason =
            if let near = nearest(to: name) {
                "is not a field here; did you mean \(near)?"
            } else if names.isEmpty {
                "is not a field here; there are none"
            } else {
                "is not a field here; there are \(names.map(\.description).joined(separator: ", "))"
            }
        return JSONError(kind: .unknown, reason: reason, offset: offset).within(name)
    }

    /// Tries the likely index first, then the others from there on.
    @inline(__always)
    func index(of name: UnsafeRawBufferPointer, likely: Int) -> Int? {
        for index in likely..<max(likely, names.count) where matches(index, name) { return index }
        for index in 0..<min(likely, names.count) where matches(index, name) { return index }
        return nil
    }

    func index(of name: String) -> Int? {
        names.firstIndex { $0.description == name }
    }

    private func matches(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        let declared = names[index]
        guard declared.utf8CodeUnitCount == name.count, let start = name.baseAddress else { return false }
        return memcmp(declared.utf8Start, start, name.count) == 0
    }

    /// The declared name that a slip of the fingers is likely to have meant; letter case does not count.
    private func nearest(to name: String) -> String? {
        guard name.utf8.count <= 64 else { return nil }
        let wanted = Array(name.lowercased().utf8)
        let ranked = names.map { declared in
            (name: declared.description, distance: distance(wanted, Array(declared.description.lowercased().utf8)))
        }
        let tolerated = wanted.count < 4 ? 1 : max(2, wanted.count / 3)
        guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= tolerated else { return nil }
        return best.name
    }

    /// Levenshtein's distance: insertions, deletions and replacements that turn one into the other.
    private func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var row = Array(0...second.count)
        for (line, byte) in first.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in second.enumerated() {
                let replaced = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[second.count]
    }
}
