import ArgumentParser

/// How a roster is written in a file.
enum RosterFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case jsonl, csv

    /// What a file's name says: `.csv` is CSV, all else JSON Lines.
    init(of file: String) { self = file.lowercased().hasSuffix(".csv") ? .csv : .jsonl }
}
