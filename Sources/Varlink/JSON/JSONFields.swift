internal import Glibc

/// The declared names of an object, for decoders. It finds names by their bytes and words the errors about them.
public struct JSONFields: Sendable {
    /// The most names. The generator refuses larger objects.
    public static let maximumCount = 64

    let names: [StaticString]
    /// The limits of each name; empty where none has any.
    private let limits: [JSONLimits]

    /// - Parameters:
    ///   - names: The index of a name is what ``JSONReader/nextField(_:of:)`` returns.
    ///   - limits: What each field takes from a caller, in the order of the names; empty for no limits.
    public init(_ names: [StaticString], limits: [JSONLimits] = []) {
        precondition(names.count <= Self.maximumCount, "an object of more than \(Self.maximumCount) fields")
        precondition(limits.isEmpty || limits.count == names.count, "limits of other fields")
        self.names = names
        self.limits = limits
    }

    @inline(__always)
    func limits(_ index: Int) -> JSONLimits { limits.isEmpty ? .none : limits[index] }

    /// The name at an index.
    public func name(_ index: Int) -> String {
        names[index].description
    }

    /// The error for a required field that is absent.
    public func missing(_ index: Int, at offset: Int) -> JSONError {
        JSONError(kind: .missing, reason: "is required", offset: offset).within(name(index))
    }

    /// The error for a name that is not declared. It suggests the nearest one that is.
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

    /// Tries the likely index first, then those after it, then those before.
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

    /// The declared name that was probably meant: one that differs in letter case alone, else the shortest that begins so, else the
    /// nearest. nil where none is near, or the name has more than 64 bytes.
    private func nearest(to name: String) -> String? {
        guard name.utf8.count <= 64 else { return nil }
        let wanted = Array(name.lowercased().utf8)
        let tolerated = wanted.count < 4 ? 1 : max(2, wanted.count / 3)
        let ranked = names.compactMap { declared -> (name: String, rank: Int, distance: Int)? in
            let other = Array(declared.description.lowercased().utf8)
            if other == wanted { return (declared.description, 0, 0) }
            if wanted.count > 2, other.starts(with: wanted) { return (declared.description, 1, other.count - wanted.count) }
            let distance = distance(wanted, other)
            return distance <= tolerated ? (declared.description, 2, distance) : nil
        }
        return ranked.min { ($0.rank, $0.distance) < ($1.rank, $1.distance) }?.name
    }

    /// Levenshtein's edit distance: insertions, deletions and replacements.
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
