import CRRTDomain
import CRRTProtocol
import CSV

/// A rota as CSV: a header of columns (``RotaColumn``), and below it a standby period on each line.
typealias RotaFile = ImportLines<RotaColumn>

extension RotaFile {
    /// Reads all lines. `+7d` as an end counts from the start of its line.
    ///
    /// - Parameter nation: The nation whose lines are taken; nil for all nations.
    init(_ bytes: [UInt8], nation: String? = nil, now: Instant) {
        var lines: [String: Int] = [:]
        self = SheetReader.read(bytes, now) { line, row in
            // No id has a comma or a space, so that both may stand between two.
            row.rewrite(.experts) { $0.replacing(/[, ]+/, with: ";") }
            if let id = row.word(.id)?.uppercased() {
                if let nation, !id.hasPrefix(nation + "-") { return false }
                if let earlier = lines[id] { row.complain(.id, "stands in line \(earlier) already") } else { lines[id] = line }
            }
            return true
        }
    }
}

// MARK: - As a sheet

extension RotaFile {
    /// The periods as a sheet that is read as the same periods.
    static func sheet(_ periods: [Standby.Period]) -> String {
        CSVWriter.record(RotaColumn.allCases.map(\.rawValue))
            + periods.map { period in
                CSVWriter.record([
                    period.id, period.team ?? "", (period.experts ?? []).joined(separator: "; "), period.start, period.end,
                    period.tier.rawValue, "\(period.noticeHours)", period.leadNation ?? "",
                ])
            }.joined()
    }

    /// Lines that can be imported unchanged: the next two weeks of a team, with experts behind it.
    static func examples(_ nation: String, now: Instant) -> [Standby.Period] {
        // Day 0 was a Thursday.
        let monday = now.date.daysSinceEpoch + 7 - (now.date.daysSinceEpoch % 7 + 10) % 7
        func time(_ days: Int) -> String { CalendarDate(daysSinceEpoch: monday + days).startOfDay.adding(hours: 6).description }
        func id(_ number: Int) -> String { "\(nation)-STB-\(CalendarDate(daysSinceEpoch: monday).components.year)-0\(number)" }
        return [
            .init(id: id(1), team: nation + "-CRRT-1", start: time(0), end: time(7), tier: .first, noticeHours: 2),
            .init(
                id: id(2), experts: [nation + "-0001", nation + "-0002"], start: time(0), end: time(7), tier: .second, noticeHours: 6),
            .init(
                id: id(3), team: nation + "-CRRT-1", start: time(7), end: time(14), tier: .first, noticeHours: 2, leadNation: nation),
        ]
    }
}
