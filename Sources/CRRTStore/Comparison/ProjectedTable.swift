/// A table whose rows follow from the journal: applying all entries to empty tables gives the same rows, byte for byte.
struct ProjectedTable: Sendable {
    let name: String
    /// The columns of its primary key, in that order.
    let key: [String]
    /// The words for a row, given the values of its key.
    let words: @Sendable ([String]) -> String

    static let all = [
        byID("expert"), byID("team"), byID("effect"), byID("request"), byID("tasking"), byID("campaign"), byID("standby"),
        ProjectedTable(name: "standby_reader", key: ["standby", "nation"]) { "reader \($0[1]) of \($0[0])" },
        ProjectedTable(name: "assignment", key: ["tasking", "expert", "batch"]) { "assignment of \($0[1]) to \($0[0])" },
        ProjectedTable(name: "consent", key: ["tasking", "nation", "kind", "asked", "digest"]) {
            "consent of \($0[1]) (\($0[2])) to \($0[0])"
        },
        ProjectedTable(name: "label", key: ["id"]) { "label of \($0[0])" },
        // The person is left out.
        ProjectedTable(name: "granter", key: ["tasking", "nation", "person", "kind", "digest"]) {
            "granter of \($0[1]) (\($0[3])) for \($0[0])"
        },
        ProjectedTable(name: "expiry", key: ["request"]) { "expiry of \($0[0])" },
    ]

    private static func byID(_ name: String) -> ProjectedTable {
        ProjectedTable(name: name, key: ["id"]) { "\(name) \($0[0])" }
    }

    /// The key as an SQL row value, `(tasking, expert)`.
    var keyValue: String { "(\(key.joined(separator: ", ")))" }

    /// The column with the id of the record that a row belongs to.
    var subject: String { key[0] }
}

/// A row that is not what the journal says.
public struct RowDifference: Sendable, Hashable, CustomStringConvertible {
    /// How a row differs.
    public enum Kind: Sendable, Hashable {
        /// The row holds something else.
        case changed
        /// No entry made the row.
        case invented
        /// An entry made a row that is not there.
        case missing
        /// The row is stored outside the journal and cannot be read.
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
        let more = rest > 0 ? "; and \(rest)\(differences.count >= RebuiltRows.maxDifferences ? " or more" : "") others" : ""
        return differences.prefix(named).map(\.description).joined(separator: "; ") + more
    }
}
