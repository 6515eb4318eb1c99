import CRRTDomain

/// All faults of a line. A line is read as far as its faults allow, so it is read again with examples in the place of faulty cells, until
/// it has no others.
struct SheetFaults<Column: SheetLayout> {
    private(set) var faults: [SheetRow<Column>.Fault]
    /// The columns with examples.
    private(set) var replaced: Set<Column> = []
    /// The record with the examples; nil where even so none can be made, or where it is not known which record it is.
    private(set) var record: Column.Record?

    /// - Parameter row: A line that was read, and has faults.
    init(of row: SheetRow<Column>, _ now: Instant) {
        faults = row.faults
        var last = row
        while case let wrong = Column.withOthers(Set(last.faults.map(\.column))).subtracting(replaced), !wrong.isEmpty {
            replaced.formUnion(wrong)
            last = SheetRow(Column.cells(of: row, examplesIn: replaced))
            if let record = Column.record(of: &last, now) {
                if replaced.isDisjoint(with: Column.identifying) { self.record = record }
                return
            }
            faults += last.faults.filter { !replaced.contains($0.column) }
        }
    }
}
