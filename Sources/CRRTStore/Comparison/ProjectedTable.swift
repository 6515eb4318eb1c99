/// A table whose rows follow from the journal: applying every entry to empty tables gives them again, byte for byte.
struct ProjectedTable: Sendable {
    let name: String
    /// The columns of its primary key, in that order.
    let key: [String]
    /// Names a row by the values of its key, in words.
    let words: @Sendable ([String]) -> String

    static let all = [
        byID("expert"), byID("team"), byID("effect"), byID("request"), byID("tasking"),
        ProjectedTable(name: "assignment", key: ["tasking", "expert"]) { "assignment of \($0[1]) to \($0[0])" },
        ProjectedTable(name: "consent", key: ["tasking", "nation", "kind", "asked", "digest"]) {
            "consent of \($0[1]) (\($0[2])) to \($0[0])"
        },
        ProjectedTable(name: "label", key: ["id"]) { "label of \($0[0])" },
        // Without the person.
        ProjectedTable(name: "granter", key: ["tasking", "nation", "person", "kind", "digest"]) {
            "granter of \($0[1]) (\($0[3])) for \($0[0])"
        },
        ProjectedTable(name: "expiry", key: ["request"]) { "expiry of \($0[0])" },
    ]

    private static func byID(_ name: String) -> ProjectedTable {
        ProjectedTable(name: name, key: ["id"]) { "\(name) \($0[0])" }
    }

    /// The key as one value of a row, `(tasking, expert)`.
    var keyValue: String { "(\(key.joined(separator: ", ")))" }

    /// Which of its columns holds the id of the record that a row is about.
    var subject: String { key[0] }
}

/// A row that is not what the journal says.
public struct RowDifference: Sendable, Hashable, CustomStringConvertible {
    /// How a row differs.
    public enum Kind: Sendable, Hashable {
        /// The row holds something else.
        case changed
        /// There is a row, and no entry made it.
        case invented
        /// An entry made the row, and it is not there.
        case missing
        /// It stands outside the journal and cannot be read as it was written.
        case unreadable
    }

    /// Such as `consent of EST (host) to TSK-ALB-2026-0001-1`.
    public var record: String
    /// How it differs.
    public var kind: Kind

    public var description: String {
        switch kind {
        case .changed: "\(record) is not what the journal says"
        case .invented: "\(record) is in no entry of the journal"
        case .missing: "\(record) is missing, and the journal has it"
        case .unreadable: "\(record) cannot be read"
        }
    }

    /// Some of them in one line.
    static func words(_ differences: [RowDifference]) -> String {
        let named = 3
        let rest = differences.count - named
        let more = rest > 0 ? "; and \(rest)\(differences.count >= RowsAnew.most ? " or more" : "") others" : ""
        return differences.prefix(named).map(\.description).joined(separator: "; ") + more
    }
}
