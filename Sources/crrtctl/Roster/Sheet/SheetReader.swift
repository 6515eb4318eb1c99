import CRRTDomain
import CRRTProtocol
import CSV

/// Reads a sheet: a header that names columns, and below it the cells of each line by their column.
struct SheetReader<Column: RawRepresentable<String> & CaseIterable & Hashable> {
    private var reader: CSVReader
    private let isText: Bool
    private let needed: [Column]
    private let template: String
    private let isLenient: Bool
    private var columns: [Column?] = []
    /// The cells of the first line, with empty ones at its end.
    private var width = 0
    /// What is wrong, in the order of the lines.
    private(set) var issues: [Roster.ImportIssue] = []
    /// The spreadsheet's row number of a line. It differs from the line if cells above have several lines.
    private(set) var rows: [Int: Int] = [:]

    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - needed: The columns that every sheet must have.
    ///   - template: The command that prints an example.
    ///   - isLenient: Whether semicolons may stand between cells, as spreadsheets write them where the comma is a decimal one, and lines
    ///     may lack empty cells at their end, which Excel leaves out now and then.
    init(_ bytes: [UInt8], needed: [Column], template: String, isLenient: Bool = false) {
        let text = String(validating: bytes, as: UTF8.self)
        let separator = isLenient ? Self.separator(bytes) : UInt8(ascii: ",")
        (self.needed, self.template, self.isLenient) = (needed, template, isLenient)
        (reader, isText) = (CSVReader(text ?? "", separator: separator), text != nil)
        guard text == nil else { return }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        let how = "in Excel save it as 'CSV UTF-8', in LibreOffice with the character set UTF-8"
        issues.append(.init(line: line + 1, reason: "is not UTF-8; \(how)"))
    }

    /// A semicolon where the first line has more of them than commas.
    private static func separator(_ bytes: [UInt8]) -> UInt8 {
        let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let (comma, semicolon) = (UInt8(ascii: ","), UInt8(ascii: ";"))
        return header.count { $0 == semicolon } > header.count { $0 == comma } ? semicolon : comma
    }

    /// Reads all lines below the header that are not empty.
    ///
    /// - Parameter take: Takes the cells of a line, and returns what is wrong with them.
    mutating func read(_ take: (_ line: Int, _ cells: [Column: String]) -> [Roster.ImportIssue]) {
        guard isText else { return }
        var row = 1
        var isHeader = true
        while true {
            let line = reader.line
            do throws(CSVError) {
                guard let fields = try reader.record() else { break }
                if line != row { rows[line] = row }
                if !isHeader {
                    if let cells = cells(fields, line) { issues += take(line, cells) }
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
        if isHeader { issues.append(.init(line: 1, reason: "the file is empty; '\(template)' shows what a sheet looks like")) }
    }
}

extension SheetReader {
    /// Whether the lines below the header can be read.
    private mutating func header(_ fields: [CSVField]) -> Bool {
        width = fields.count
        let names = Self.withoutEmptyEnd(fields.map { SheetCell.trimmed($0.text[...]) })
        if names.count == 1, names[0].contains(";") || names[0].contains("\t") {
            let separators = isLenient ? "commas or semicolons" : "commas"
            issues.append(
                .init(line: 1, reason: "the columns are not separated by \(separators); save it as CSV with a comma between fields"))
            return false
        }
        columns = names.map(Column.init(rawValue:))
        for (index, name) in names.enumerated() {
            if columns[index] == nil {
                // A cell may be as long as the file, so only its beginning is quoted.
                let name = String(name.prefix(60))
                let near = Spelling.nearest(to: name, among: Column.allCases.map(\.rawValue), most: 1).joined()
                let reason = name.isEmpty ? "has no name in the first line" : "\(quoted(name)) is no column; did you mean \(near)?"
                issues.append(.init(line: 1, reason: "column \(index + 1) \(reason)"))
            } else if names[..<index].contains(name) {
                issues.append(.init(line: 1, field: name, reason: "is there twice"))
            }
        }
        for column in needed where !columns.contains(column) {
            issues.append(.init(line: 1, field: column.rawValue, reason: "is missing; '\(template)' shows all columns"))
        }
        return needed.allSatisfy(columns.contains)
    }

    /// The cells of a line; nil where it is empty, or has another number of cells than the header.
    private mutating func cells(_ fields: [CSVField], _ line: Int) -> [Column: String]? {
        let texts = fields.map(\.text)
        let filled = Self.withoutEmptyEnd(texts)
        // Spreadsheets write the empty lines below a table as well.
        if filled.isEmpty { return nil }
        guard texts.count == width || isLenient && texts.count < width, filled.count <= columns.count else {
            let hint = texts.count > width ? "; a comma inside a cell needs quotes around the cell" : ""
            let id = Column(rawValue: "id").flatMap { columns.firstIndex(of: $0) }.flatMap { texts.indices.contains($0) ? texts[$0] : nil }
            let reason =
                texts.count == width
                ? "column \(filled.count) has no name in the first line"
                : "holds \(counted(texts.count, "cell", "cells")), the first line \(width)\(hint)"
            issues.append(.init(line: line, id: id, reason: reason))
            return nil
        }
        var cells: [Column: String] = [:]
        for (column, text) in zip(columns, texts) {
            if let column { cells[column] = text }
        }
        return cells
    }

    private static func withoutEmptyEnd(_ cells: [String]) -> [String] {
        Array(cells[..<(cells.lastIndex { !SheetCell.trimmed($0[...]).isEmpty }.map { $0 + 1 } ?? 0)])
    }
}
