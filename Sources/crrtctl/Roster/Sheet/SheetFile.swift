import CRRTDomain
import CRRTProtocol
import CSV

// A roster as CSV: a header of columns (``SheetColumn``), and below it a line for each record.
extension ImportFile {
    /// Reads all lines, or only those of one nation. A line whose nation cannot be told is complained about in either case.
    init(sheet bytes: [UInt8], nation: String?, now: Instant) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
            let how = "in Excel save it as 'CSV UTF-8', in LibreOffice with the character set UTF-8"
            self.init(entries: [], issues: [.init(line: line + 1, reason: "is not UTF-8; \(how)")])
            return
        }
        var sheet = SheetFile(CSVReader(text), nation: nation, now: now)
        sheet.read()
        self.init(entries: sheet.entries, issues: sheet.issues, rows: sheet.rows)
    }
}

/// A sheet while it is read.
private struct SheetFile {
    private var reader: CSVReader
    private let nation: String?
    private let now: Instant
    private var columns: [SheetColumn?] = []
    private(set) var entries: [ImportFile.Entry] = []
    private(set) var issues: [Roster.ImportIssue] = []
    /// The spreadsheet's row number of a line. It differs from the line if cells above have several lines.
    private(set) var rows: [Int: Int] = [:]

    init(_ reader: CSVReader, nation: String?, now: Instant) {
        self.reader = reader
        self.nation = nation
        self.now = now
    }

    mutating func read() {
        var row = 1
        var isHeader = true
        while true {
            let line = reader.line
            do throws(CSVError) {
                guard let fields = try reader.record() else { break }
                if line != row { rows[line] = row }
                if !isHeader {
                    take(fields, line)
                } else if !header(fields) {
                    return
                }
                isHeader = false
            } catch {
                if line != row { rows[line] = row }
                issues.append(.init(line: error.line, reason: "character \(error.column): \(error.reason)"))
                if isHeader { return }
                reader.skipLine()
            }
            row += 1
        }
        if isHeader { issues.append(.init(line: 1, reason: "the file is empty; 'crrtctl roster template' shows what a sheet looks like")) }
    }

    /// Whether the lines below the header can be read.
    private mutating func header(_ fields: [CSVField]) -> Bool {
        let names = fields.map { SheetCell.trimmed($0.text[...]) }
        if names.count == 1, names[0].contains(";") || names[0].contains("\t") {
            issues.append(.init(line: 1, reason: "the columns are not separated by commas; save it as CSV with a comma between fields"))
            return false
        }
        columns = names.map(SheetColumn.init(rawValue:))
        for (index, name) in names.enumerated() {
            if columns[index] == nil {
                // A cell may be as long as the file, so only its beginning is quoted.
                let name = String(name.prefix(60))
                let near = Spelling.nearest(to: name, among: SheetColumn.allCases.map(\.rawValue), most: 1).joined()
                let reason = name.isEmpty ? "has no name in the first line" : "\(quoted(name)) is no column; did you mean \(near)?"
                issues.append(.init(line: 1, reason: "column \(index + 1) \(reason)"))
            } else if names[..<index].contains(name) {
                issues.append(.init(line: 1, field: name, reason: "is there twice"))
            }
        }
        for column in SheetColumn.needed where !columns.contains(column) {
            issues.append(.init(line: 1, field: column.rawValue, reason: "is missing; 'crrtctl roster template' shows all columns"))
        }
        return SheetColumn.needed.allSatisfy(columns.contains)
    }

    private mutating func take(_ fields: [CSVField], _ line: Int) {
        // Spreadsheets write the empty lines below a table as well.
        if fields.allSatisfy({ SheetCell.trimmed($0.text[...]).isEmpty }) { return }
        guard fields.count == columns.count else {
            let hint = fields.count > columns.count ? "; a comma inside a cell needs quotes around the cell" : ""
            let id = columns.firstIndex(of: .id).flatMap { fields.indices.contains($0) ? fields[$0].text : nil }
            let cells = counted(fields.count, "cell", "cells")
            issues.append(.init(line: line, id: id, reason: "holds \(cells), the first line \(columns.count)\(hint)"))
            return
        }
        var cells: [SheetColumn: String] = [:]
        for (column, field) in zip(columns, fields) {
            if let column { cells[column] = field.text }
        }
        var row = SheetRow(cells)
        if let nation, let own = row.word(.nation), own != nation { return }
        if let record = row.record(now) {
            entries.append(.init(line: line, record: record))
        } else {
            issues += row.faults.map { .init(line: line, id: row.word(.id), field: $0.column.rawValue, reason: $0.reason) }
        }
    }
}
