import CRRTProtocol

/// The nations' strength in numbers and words.
enum Readiness {
    struct Sum: Equatable, Sendable {
        var all = 0
        var free = 0
        var committed = 0
        /// Of the committed ones, those past the agreed end of their tasking.
        var overdue = 0
        var endingSoon = 0

        init(_ strengths: [Reports.Strength]) {
            for strength in strengths {
                all += strength.total
                free += strength.available
                committed += strength.committed
                overdue += strength.overdue ?? 0
                endingSoon += strength.endingSoon
            }
        }

        /// `12 of 14`; empty where there are none.
        var available: String { all == 0 ? "" : "\(free) of \(all)" }
        /// `7`, or `7, 2 OVERDUE`; empty where none is out.
        var out: String { committed == 0 ? "" : "\(committed)" + (overdue == 0 ? "" : ", \(overdue) OVERDUE") }
        var ending: String { endingSoon == 0 ? "" : "\(endingSoon)" }
    }

    struct Row: Equatable, Sendable {
        var name: String
        var experts: Sum
        var teams: Sum
        var effects: Sum

        init(_ name: String, _ nations: [Reports.NationStrength]) {
            self.name = name
            (experts, teams, effects) = (Sum(nations.map(\.experts)), Sum(nations.map(\.teams)), Sum(nations.map(\.effects)))
        }

        /// One word for the experts: `NONE`, `thin` if less than half are available, else `ready`.
        var word: String {
            if experts.all == 0 { return "" }
            return experts.free == 0 ? "NONE" : experts.free * 2 < experts.all ? "thin" : "ready"
        }

        var style: TextStyle? { ["NONE": .bad, "thin": .thin, "ready": .good][word] }
    }

    /// A row for each nation, after a sum over all if there are several.
    static func rows(_ nations: [Reports.NationStrength]) -> [Row] {
        (sums(nations) > 0 ? [Row("ALL", nations)] : []) + nations.map { Row($0.nation, [$0]) }
    }

    /// The number of rows that are sums over nations.
    static func sums(_ nations: [Reports.NationStrength]) -> Int { nations.count > 1 ? 1 : 0 }

    /// A page with every number of every nation, and why the rest is not available.
    static func page(_ nations: [Reports.NationStrength]) -> [Block] {
        [
            .heading("Experts"), .table(table(nations, \.experts)), .heading("Teams"), .table(table(nations, \.teams)),
            .heading("Effects"), .table(table(nations, \.effects)),
        ]
    }

    private static func table(_ nations: [Reports.NationStrength], _ kind: (Reports.NationStrength) -> Reports.Strength) -> Table {
        let columns: [(String, (Reports.Strength) -> Int)] = [
            ("AVAILABLE", \.available), ("ALL", \.total), ("OUT", \.committed), ("OVERDUE", { $0.overdue ?? 0 }), ("STALE", \.stale),
            ("LAPSED", \.lapsed),
            ("SUSPENDED", \.suspended), ("UNCLEARED", \.uncleared), ("ABSENT", \.absent), ("ENDING", \.endingSoon),
        ]
        return Table(
            columns: [.text("NATION")] + columns.map { .number($0.0) },
            rows: nations.map { nation in [nation.nation] + columns.map { "\($0.1(kind(nation)))" } })
    }
}
