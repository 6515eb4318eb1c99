import CRRTDomain
import CRRTProtocol

// A roster as CSV: a header of columns (``SheetColumn``), and below it a line for each record.
extension ImportFile {
    /// Reads all lines, or only those of one nation. A line whose nation cannot be told is complained about in either case.
    init(sheet bytes: [UInt8], nation: String?, now: Instant) {
        var reader = SheetReader<SheetColumn>(bytes, needed: SheetColumn.needed, template: "crrtctl roster template")
        var entries: [Entry] = []
        reader.read { line, cells in
            var row = SheetRow(cells)
            if let nation, let own = row.word(.nation), own != nation { return [] }
            guard let record = row.record(now) else {
                return row.faults.map { .init(line: line, id: row.word(.id), field: $0.column.rawValue, reason: $0.reason) }
            }
            entries.append(.init(line: line, record: record))
            return []
        }
        self.init(entries: entries, issues: reader.issues, rows: reader.rows)
    }
}
