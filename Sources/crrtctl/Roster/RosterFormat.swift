import ArgumentParser

/// How a roster is written in a file.
enum RosterFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case jsonl, csv

    /// What a file's name says: `.csv` is CSV, all else JSON Lines.
    init(of file: String) { self = file.lowercased().hasSuffix(".csv") ? .csv : .jsonl }

    /// Whether this is no JSON Lines but begins with a sheet's line of columns, whatever separates them.
    static func isSheet(_ bytes: [UInt8]) -> Bool {
        let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
        guard first.first != UInt8(ascii: "{"), first.count < 1 << 14 else { return false }
        let words = String(decoding: first, as: UTF8.self).split { !$0.isLetter && $0 != "." }.map(String.init)
        return SheetColumn.needed.allSatisfy { words.contains($0.rawValue) }
    }
}
