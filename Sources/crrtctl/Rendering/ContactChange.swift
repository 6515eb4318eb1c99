/// The line about contacts in a journal entry, for people: `contacts: it-lead added, watch changed, press removed`. In the entry each
/// handle has the digest of what stands outside the journal.
enum ContactChange {
    private static let start = "contacts: "
    private static let nothing = "nothing"

    /// The lines of a change, with those about contacts in words.
    static func words(_ changed: String) -> String {
        changed.split(separator: "\n", omittingEmptySubsequences: false).map { line($0) ?? String($0) }.joined(separator: "\n")
    }

    /// Whether the change is of contacts alone.
    static func isAll(of changed: String) -> Bool { !changed.contains("\n") && line(changed[...]) != nil }

    /// nil for a line about another field.
    private static func line(_ line: Substring) -> String? {
        guard line.hasPrefix(start), let arrow = line.firstRange(of: " -> ") else { return nil }
        let old = digests(line[..<arrow.lowerBound].dropFirst(start.count))
        let new = digests(line[arrow.upperBound...])
        let told = Set(old.keys).union(new.keys).sorted().compactMap { handle -> String? in
            switch (old[handle], new[handle]) {
            case (nil, _): "\(handle) added"
            case (_, nil): "\(handle) removed"
            case (let before, let after): before == after ? nil : "\(handle) changed"
            }
        }
        return start + told.joined(separator: ", ")
    }

    /// The digest of each handle: `it-lead 4fa2…, press 91c0…`.
    private static func digests(_ list: Substring) -> [Substring: Substring] {
        guard list != nothing else { return [:] }
        let pairs = list.split(separator: ",").map { $0.split(separator: " ") }.filter { $0.count == 2 }
        return Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
    }
}
