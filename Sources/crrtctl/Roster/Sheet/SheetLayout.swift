import CRRTDomain

/// The columns of one kind of sheet, with the contract's names of the fields, and what a line of it is.
protocol SheetLayout: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    /// What a line holds.
    associatedtype Record

    static var id: Self { get }
    /// The columns that every sheet must have.
    static var needed: [Self] { get }
    /// The columns without whose own cells the daemon would take the record for another one, or set it against others.
    static var identifying: Set<Self> { get }
    /// The command that prints an example of the sheet.
    static var template: String { get }

    /// A value that is right in every sheet, of a column that some record has to fill; nil for other columns.
    var example: String? { get }

    /// The columns, and those whose cells can only be right together with theirs.
    static func withOthers(_ columns: Set<Self>) -> Set<Self>

    /// The cells of a line with examples in these columns.
    static func cells(of row: SheetRow<Self>, examplesIn columns: Set<Self>) -> [Self: String]

    /// What the line holds; nil if the row has `faults`.
    static func record(of row: inout SheetRow<Self>, _ now: Instant) -> Record?
}

extension SheetLayout {
    static func cells(of row: SheetRow<Self>, examplesIn columns: Set<Self>) -> [Self: String] {
        var cells = row.cells
        for column in columns { cells[column] = column.example }
        return cells
    }

    /// The column of a field of the contract, and the rest of its path: `skills.GX-SKL-001` is in `skills`. The index of an item in a list
    /// is left out, because issues name the item itself.
    static func holding(_ field: String) -> (column: Self, rest: String)? {
        let found = allCases.filter { column in
            guard field.hasPrefix(column.rawValue) else { return false }
            let next = field.dropFirst(column.rawValue.count).first
            return next == nil || next == "." || next == "["
        }
        guard let column = found.max(by: { $0.rawValue.count < $1.rawValue.count }) else { return nil }
        let rest = field.dropFirst(column.rawValue.count)
        return (column, rest.first == "." ? String(rest.dropFirst()) : "")
    }
}
