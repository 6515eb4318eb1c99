import CRRTDomain
import CRRTProtocol

// A roster as CSV: a header of columns (``SheetColumn``), and below it a line for each record.
extension ImportFile {
    /// Reads all lines, or only those of one nation. A line whose nation cannot be told is complained about in either case.
    init(sheet bytes: [UInt8], nation: String?, now: Instant) {
        self = SheetReader.read(bytes, now) { _, row in
            guard let nation, let own = row.word(.nation) else { return true }
            return own.uppercased() == nation
        }
    }
}

extension SheetColumn {
    static func withOthers(_ columns: Set<SheetColumn>) -> Set<SheetColumn> {
        var all = columns
        if !all.isDisjoint(with: [.id, .nation]) { all.formUnion([.id, .nation, .excludes, .notWith]) }
        if all.contains(.members) { all.formUnion([.lead, .minimumStrength]) }
        return all
    }

    static func cells(of row: SheetRow<SheetColumn>, examplesIn columns: Set<SheetColumn>) -> [SheetColumn: String] {
        guard let kind = row.likelyKind else { return row.cells }
        var cells = row.cells
        let own = of(kind)
        for column in columns { cells[column] = column == .record ? kind.rawValue : own.contains(column) ? column.example : nil }
        return cells
    }

    static func record(of row: inout SheetRow<SheetColumn>, _ now: Instant) -> Roster.Record? { row.record(now) }
}
