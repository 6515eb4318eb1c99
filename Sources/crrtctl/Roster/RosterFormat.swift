import ArgumentParser

/// The format of a roster file.
enum RosterFormat: String, WordArgument, Sendable {
    case jsonl, csv

    /// The format by the file's name: `.csv` is CSV, everything else JSON Lines.
    init(of file: String) { self = file.lowercased().hasSuffix(".csv") ? .csv : .jsonl }

    /// Whether a text begins with the header of a sheet, whatever separates the columns.
    static func isSheet(_ bytes: [UInt8]) -> Bool {
        let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
        guard first.first != UInt8(ascii: "{"), first.count < 1 << 14 else { return false }
        let words = String(decoding: first, as: UTF8.self).split { !$0.isLetter && $0 != "." }.map(String.init)
        return SheetColumn.needed.allSatisfy { words.contains($0.rawValue) }
    }
}
