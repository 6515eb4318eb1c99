import CRRTDomain

/// The cells of one line, and the faults found while a record is made of them.
struct SheetRow<Column: SheetLayout> {
    struct Fault: Equatable {
        var column: Column
        var reason: String
    }

    private(set) var cells: [Column: String]
    private(set) var faults: [Fault] = []

    init(_ cells: [Column: String]) { self.cells = cells }

    mutating func complain(_ column: Column, _ reason: String) { faults.append(Fault(column: column, reason: reason)) }

    /// Adds a fault unless it is there already, because a cell may have the same wrong item several times.
    mutating func complainOnce(_ column: Column, _ reason: String) {
        let fault = Fault(column: column, reason: reason)
        if !faults.contains(fault) { faults.append(fault) }
    }

    /// Replaces what a cell holds by what it means.
    mutating func rewrite(_ column: Column, _ meaning: (String) -> String) { cells[column] = cells[column].map(meaning) }

    func isFilled(_ column: Column) -> Bool { word(column) != nil }

    /// A text, with the spaces around it.
    func text(_ column: Column) -> String? { cells[column].flatMap(SheetCell.read) }

    /// A code, number or time; nil where the cell is empty.
    func word(_ column: Column) -> String? {
        guard let cell = cells[column] else { return nil }
        let word = SheetCell.trimmed(cell[...])
        return word.isEmpty ? nil : word
    }
}

// MARK: - Required cells

extension SheetRow {
    mutating func required<Value>(_ column: Column, _ value: Value?) -> Value? {
        if value == nil, !faults.contains(where: { $0.column == column }) {
            complain(column, "is required" + (column.example.map { "; write for example \($0)" } ?? ""))
        }
        return value
    }
}

// MARK: - Values

extension SheetRow {
    /// Checks a text with a type of the domain, and returns the text. The domain's error becomes a fault.
    mutating func checked<Value>(
        _ column: Column, _ text: String?, _ read: (String) throws(InvalidField) -> Value
    ) -> String? {
        guard let text else { return nil }
        do throws(InvalidField) {
            _ = try read(text)
            return text
        } catch {
            complain(column, error.reason)
            return nil
        }
    }

    mutating func number(_ column: Column) -> Int? {
        whole(column) { (word) throws(InvalidField) in try SheetNumber.whole(word) }
    }

    /// Hours: `48`, `48h`, `2d` or `1,5d`.
    mutating func hours(_ column: Column) -> Int? {
        whole(column) { (word) throws(InvalidField) in try SheetNumber.hours(word) }
    }

    private mutating func whole(_ column: Column, _ read: (String) throws(InvalidField) -> Int) -> Int? {
        guard let word = word(column) else { return nil }
        do throws(InvalidField) { return try read(word) } catch {
            complain(column, error.reason)
            return nil
        }
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(_ column: Column, _: Value.Type = Value.self) -> Value?
    where Value.RawValue == String {
        guard let word = word(column) else { return nil }
        let known = Value.allCases.map(\.rawValue)
        if let value = WordInput.word(word, of: known).flatMap(Value.init) { return value }
        let near = SheetRow.suggestion(for: word, among: known).map { "did you mean \($0)? " } ?? ""
        complain(column, "\(quoted(word)) is not known; \(near)there are \(known.joined(separator: ", "))")
        return nil
    }

    /// The known word that was probably meant: a classification by its full name, else the nearest word with the same beginning.
    static func suggestion(for word: String, among known: [String]) -> String? {
        let names = [
            ("TOP SECRET", "CTS"), ("SECRET", "NS"), ("CONFIDENTIAL", "NC"), ("RESTRICTED", "NR"), ("UNCLASSIFIED", "NU"),
        ]
        let named = names.first { word.uppercased().hasSuffix($0.0) }?.1
        if let named, known.contains(named) { return named }
        let alike = known.filter { $0.lowercased().first == word.lowercased().first }
        return Spelling.nearest(to: word, among: alike, most: 1).first
    }

    mutating func date(_ column: Column) -> String? {
        guard let word = word(column) else { return nil }
        do throws(InvalidField) {
            _ = try CalendarDate(word)
            return word
        } catch {
            complain(column, SheetDate.reason(word) ?? error.reason)
            return nil
        }
    }
}

// MARK: - Lists

extension SheetRow {
    /// Codes and ids, which are all in capitals.
    mutating func list<Value>(_ column: Column, _ read: (String) throws(InvalidField) -> Value) -> [String]? {
        guard let cell = word(column) else { return nil }
        let items = SheetCell.items(cell).map { SheetRow.spelled($0, $0.uppercased(), read) }
        var seen: Set<String> = []
        for item in items {
            guard checked(column, item, read) != nil else {
                if item.contains(",") { faults[faults.count - 1].reason += "; a semicolon stands between two" }
                continue
            }
            if !seen.insert(item).inserted { complainOnce(column, "\(item) is named twice") }
        }
        return items.isEmpty ? nil : items
    }

    /// The text in its usual letter case where that can be read, else as it was written, so that a fault shows what was written.
    private static func spelled<Value>(_ text: String, _ usual: String, _ read: (String) throws(InvalidField) -> Value) -> String {
        text == usual || (try? read(usual)) == nil ? text : usual
    }

    /// A code or an id in capitals, checked with a type of the domain.
    mutating func code<Value>(_ column: Column, _ read: (String) throws(InvalidField) -> Value) -> String? {
        checked(column, word(column).map { SheetRow.spelled($0, $0.uppercased(), read) }, read)
    }

    /// Codes with values: `eng:3332; est:5555`.
    ///
    /// - Parameters:
    ///   - example: one correct item, for the fault.
    ///   - spelling: the usual letter case of a code.
    mutating func pairs<Value>(
        _ column: Column, example: String, spelling: (String) -> String,
        _ read: (_ code: String, _ value: String) throws(InvalidField) -> Value
    ) -> [String: Value]? {
        guard let cell = word(column) else { return nil }
        var pairs: [String: Value] = [:]
        for item in SheetCell.items(cell) {
            let parts = item.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
                SheetCell.trimmed(Substring($0))
            }
            guard parts.count == 2 else {
                complain(column, "\(quoted(item)) is not a code, a colon and a value; write \(example), and a semicolon between two")
                continue
            }
            do throws(InvalidField) {
                let code = SheetRow.spelled(parts[0], spelling(parts[0])) { (code) throws(InvalidField) in try read(code, parts[1]) }
                guard pairs.updateValue(try read(code, parts[1]), forKey: code) != nil else { continue }
                complainOnce(column, "\(code) is named twice")
            } catch {
                complain(column, error.reason)
            }
        }
        return pairs.isEmpty ? nil : pairs
    }
}
