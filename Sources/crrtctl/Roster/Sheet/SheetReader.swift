import CRRTDomain
import CRRTProtocol
import CSV

/// Reads a sheet: a header that names columns, and below it a record on each line.
struct SheetReader<Column: SheetLayout> {
    /// Looks at a line before a record is made of it, and returns whether it is one of those that are wanted.
    typealias Check = (_ line: Int, _ row: inout SheetRow<Column>) -> Bool

    private var reader: CSVReader
    private let separator: CSVSeparator
    private let now: Instant
    /// nil where the first line has no name, or an unknown one.
    private var columns: [Column?] = []
    /// The indices of the columns without a name, up to the last one with a name.
    private var unnamed: Set<Int> = []
    /// The number of cells in the first line, with the empty ones at its end.
    private var cellsOfHeader = 0
    private var lines = ImportLines<Column>()

    private init(_ text: String, _ now: Instant) {
        separator = CSVSeparator(of: text)
        reader = CSVReader(text, separator: separator)
        self.now = now
    }

    /// Reads a whole file.
    static func read(_ bytes: [UInt8], _ now: Instant, _ check: Check) -> ImportLines<Column> {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
            let how = "in Excel save it as 'CSV UTF-8', in LibreOffice with the character set UTF-8"
            return ImportLines(issues: [.init(line: line + 1, reason: "is not UTF-8; \(how)")])
        }
        var sheet = SheetReader(text, now)
        sheet.read(check)
        return sheet.lines
    }

    private mutating func read(_ check: Check) {
        var row = 1
        var isHeader = true
        while true {
            let line = reader.line
            do throws(CSVError) {
                guard let fields = try reader.record() else { break }
                if line != row { lines.rows[line] = row }
                if !isHeader {
                    take(fields, line, check)
                } else if !header(fields) {
                    return
                }
                isHeader = false
            } catch {
                if line != row { lines.rows[line] = row }
                lines.issues.append(.init(line: error.line, reason: "character \(error.column): \(error.reason)"))
                if isHeader { return }
                reader.skipLine()
            }
            row += 1
        }
        if isHeader { complain(1, "the file is empty; '\(Column.template)' shows what a sheet looks like") }
    }
}

// MARK: - The first line

extension SheetReader {
    /// Whether the lines below the header can be read.
    private mutating func header(_ fields: [CSVField]) -> Bool {
        // Spreadsheets write as many columns as have ever had a value.
        let names = Self.withoutEmptyEnd(fields.map { SheetCell.trimmed($0.text[...]) })
        (columns, cellsOfHeader) = (names.map(Column.init(rawValue:)), fields.count)
        unnamed = Set(names.indices.filter { names[$0].isEmpty })
        for (index, name) in names.enumerated() where !name.isEmpty {
            if columns[index] == nil {
                // A cell may be as long as the file, so only its beginning is quoted.
                let name = String(name.prefix(60))
                let near = Spelling.nearest(to: name, among: Column.allCases.map(\.rawValue), most: 1).joined()
                complain(1, "column \(index + 1) \(quoted(name)) is no column; did you mean \(near)?")
            } else if names[..<index].contains(name) {
                lines.issues.append(.init(line: 1, field: name, reason: "is there twice"))
            }
        }
        for column in Column.needed where !columns.contains(column) {
            lines.issues.append(.init(line: 1, field: column.rawValue, reason: "is missing; '\(Column.template)' shows all columns"))
        }
        return Column.needed.allSatisfy(columns.contains)
    }
}

// MARK: - The others

extension SheetReader {
    private mutating func take(_ fields: [CSVField], _ line: Int, _ check: Check) {
        let texts = fields.map(\.text)
        let filled = Self.withoutEmptyEnd(texts).count
        // Spreadsheets write the empty lines below a table as well.
        if filled == 0 { return }
        // Excel leaves out empty cells at the end of a line now and then.
        let hasFewer = texts.count < columns.count && reader.isCutOff
        let hasMore = texts.count > cellsOfHeader
        guard !hasFewer, !hasMore || filled <= columns.count else { return complain(line, miscounted(texts), id(texts)) }
        let named = zip(columns, texts).compactMap { column, text in column.map { ($0, text) } }
        var row = SheetRow(Dictionary(named, uniquingKeysWith: { _, last in last }))
        guard check(line, &row) else { return }
        lines.lineCount += 1
        for index in texts.indices where (index >= columns.count || unnamed.contains(index)) && !Self.isBlank(texts[index]) {
            let reason = "column \(index + 1) has no name in the first line and holds \(quoted(texts[index])); name it or empty it"
            complain(line, reason, id(texts))
        }
        let record = Column.record(of: &row, now)
        if row.faults.isEmpty, let record { return lines.entries.append(.init(line: line, record: record)) }
        // More cells than in the first line, of which the last ones are empty: the others are probably one column too far to the right.
        if hasMore { return complain(line, miscounted(texts), id(texts)) }
        let all = SheetFaults(of: row, now)
        lines.issues += all.faults.map { .init(line: line, id: row.word(.id), field: $0.column.rawValue, reason: $0.reason) }
        if let record = all.record { lines.incomplete.append(.init(line: line, record: record, replaced: all.replaced)) }
    }

    private mutating func complain(_ line: Int, _ reason: String, _ id: String? = nil) {
        lines.issues.append(.init(line: line, id: id, reason: reason))
    }

    private func id(_ texts: [String]) -> String? {
        columns.firstIndex(of: .id).flatMap { texts.indices.contains($0) ? texts[$0] : nil }
    }

    /// Why the cells of a line do not fit those of the first line.
    private func miscounted(_ texts: [String]) -> String {
        let count = "holds \(counted(texts.count, "cell", "cells")), the first line \(columns.count)"
        guard texts.count > columns.count else { return count + "; the line has no end: write it again, or save the sheet again" }
        return count + "; \(separator.words) inside a cell needs quotes around the cell"
    }

    private static func withoutEmptyEnd(_ texts: [String]) -> [String] {
        texts.lastIndex { !isBlank($0) }.map { Array(texts[...$0]) } ?? []
    }

    private static func isBlank(_ text: String) -> Bool { SheetCell.trimmed(text[...]).isEmpty }
}
