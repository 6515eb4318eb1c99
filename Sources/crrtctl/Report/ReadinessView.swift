import CRRTDomain
import CRRTProtocol

/// The readiness of the nations: for each a bar, and the numbers that it shows.
struct ReadinessView {
    let reply: Reports.Readiness.Reply
    let times: TimeStyle

    /// The kinds of record, in the order of the report.
    static var kinds: [(name: String, strength: KeyPath<Reports.NationStrength, Reports.Strength>)] {
        [("experts", \.experts), ("teams", \.teams), ("effects", \.effects)]
    }

    var subtitle: String { "as of \(times.full(reply.at))" }

    func all(_ kind: KeyPath<Reports.NationStrength, Reports.Strength>) -> Reports.Strength {
        reply.nations.map { $0[keyPath: kind] }.reduce(.init(), +)
    }
}

// MARK: - Text

extension ReadinessView {
    private static let barLength = 16

    var text: [Block] {
        guard !reply.nations.isEmpty else { return [.line("nothing is on record")] }
        let kinds = ReadinessView.kinds.filter { all($0.strength).total > 0 }
        return kinds.flatMap { kind -> [Block] in
            [.heading(kind.name.prefix(1).uppercased() + kind.name.dropFirst()), .table(table(kind.strength))]
        } + [
            .heading("# available  + committed  - not there or not cleared  . not on offer"),
            .line("SOON: of the available ones, something ends within \(soon)"),
        ] + overdue
    }

    /// A line for each nation with overdue experts, teams or effects.
    private var overdue: [Block] {
        let nations = reply.nations.compactMap { nation -> String? in
            let parts = ReadinessView.kinds.compactMap { kind -> String? in
                let count = nation[keyPath: kind.strength].overdueCount
                return count == 0 ? nil : counted(count, String(kind.name.dropLast()), kind.name)
            }
            return parts.isEmpty ? nil : "  \(nation.nation): \(parts.joined(separator: ", "))"
        }
        if nations.isEmpty { return [] }
        return [.heading("OVERDUE: out past the agreed end, and their tasking is not closed")] + nations.map { .line($0) }
    }

    private var soon: String { reply.soonHours % 24 == 0 ? "\(reply.soonHours / 24) d" : "\(reply.soonHours) h" }

    private func table(_ kind: KeyPath<Reports.NationStrength, Reports.Strength>) -> Table {
        let rows = reply.nations.filter { $0[keyPath: kind].total > 0 }
        let most = rows.map { $0[keyPath: kind].total }.max() ?? 1
        let sum = rows.count > 1 ? [row("all", all(kind), bar: "")] : []
        return Table(
            columns: [
                .text("NATION"), .text("READY"), .number("TOTAL"), .number("AVAIL"), .number("OUT"), .number("AWAY"), .number("UNCLRD"),
                .number("STALE"), .number("OTHER"), .number("SOON"),
            ],
            rows: rows.map { row($0.nation, $0[keyPath: kind], bar: ReadinessView.bar($0[keyPath: kind], most: most)) } + sum)
    }

    private func row(_ name: String, _ strength: Reports.Strength, bar: String) -> [String] {
        let numbers = [
            strength.total, strength.available, strength.committed, strength.absent, strength.uncleared, strength.stale,
            strength.lapsed + strength.suspended + strength.withdrawn, strength.endingSoon,
        ]
        return [name, bar] + numbers.map { $0 == 0 ? "-" : "\($0)" }
    }

    /// A bar as long as the nation's total, relative to the largest total.
    static func bar(_ strength: Reports.Strength, most: Int) -> String {
        // Each mark ends where its part ends, so that rounding errors do not add up.
        var (sum, written, bar) = (0, 0, "")
        for (mark, part) in zip("#+-.", [strength.available, strength.committed, strength.absent + strength.uncleared, strength.total]) {
            sum = mark == "." ? strength.total : sum + part
            let end = (sum * barLength + most - 1) / max(most, 1)
            bar += String(repeating: String(mark), count: max(end - written, 0))
            written = max(end, written)
        }
        return bar
    }
}

// MARK: - CSV

extension ReadinessView {
    var csv: [[String]] {
        [["at", "nation", "kind"] + Reports.Strength.parts.map(\.name)]
            + reply.nations.flatMap { nation in
                ReadinessView.kinds.map { kind in
                    [reply.at, nation.nation, String(kind.name.dropLast())]
                        + Reports.Strength.parts.map { "\(nation[keyPath: kind.strength][keyPath: $0.number])" }
                }
            }
    }
}

extension Reports.Strength {
    /// Each number with its name in the contract.
    static var parts: [(name: String, number: KeyPath<Self, Int>)] {
        [
            ("total", \.total), ("offered", \.offered), ("committed", \.committed), ("withdrawn", \.withdrawn), ("suspended", \.suspended),
            ("lapsed", \.lapsed), ("stale", \.stale), ("uncleared", \.uncleared), ("absent", \.absent), ("available", \.available),
            ("endingSoon", \.endingSoon), ("overdue", \.overdueCount),
        ]
    }

    /// 0 for an older daemon, which does not count them.
    var overdueCount: Int { overdue ?? 0 }

    init() {
        self.init(
            total: 0, offered: 0, committed: 0, withdrawn: 0, suspended: 0, lapsed: 0, stale: 0, uncleared: 0, absent: 0, available: 0,
            endingSoon: 0, overdue: 0)
    }

    static func + (left: Self, right: Self) -> Self {
        .init(
            total: left.total + right.total, offered: left.offered + right.offered, committed: left.committed + right.committed,
            withdrawn: left.withdrawn + right.withdrawn, suspended: left.suspended + right.suspended, lapsed: left.lapsed + right.lapsed,
            stale: left.stale + right.stale, uncleared: left.uncleared + right.uncleared, absent: left.absent + right.absent,
            available: left.available + right.available, endingSoon: left.endingSoon + right.endingSoon,
            overdue: left.overdueCount + right.overdueCount)
    }
}
