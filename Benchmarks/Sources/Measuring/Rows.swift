import Glibc

/// One figure: of the program `who`, for the row `name` of a `group`, at a `size`. The 99th percentile is nil where there is none.
public struct Row: Sendable {
    public var group: String
    public var size: Int
    public var name: String
    public var who: String
    public var median: Double
    public var p99: Double?
    public var unit: String

    public init(_ group: String, _ size: Int, _ name: String, _ who: String, _ median: Double, p99: Double? = nil, _ unit: String) {
        self.group = group
        self.size = size
        self.name = name
        self.who = who
        self.median = median
        self.p99 = p99
        self.unit = unit
    }

    public init(_ group: String, _ size: Int, _ name: String, _ who: String, _ sample: Sample) {
        self.init(group, size, name, who, sample.median, p99: sample.p99, "us")
    }
}

/// Appends rows to a file, tab-separated, and shows each one.
public struct Rows {
    private let file: UnsafeMutablePointer<FILE>?

    /// nil where rows are only shown.
    public init(path: String?) {
        file = path.flatMap { fopen($0, "a") }
    }

    public func add(_ row: Row) {
        let columns = [
            row.group, String(row.size), row.name, row.who, text(row.median), row.p99.map(text) ?? "", row.unit,
        ]
        if let file {
            fputs(columns.joined(separator: "\t") + "\n", file)
            fflush(file)
        }
        let p99 = row.p99.map { " (p99 \(text($0)))" } ?? ""
        say("\(row.group) \(row.size): \(row.name), \(row.who): \(text(row.median))\(p99) \(row.unit)")
    }

    /// Four significant digits; the figures are less exact than that.
    private func text(_ value: Double) -> String {
        let scale: Double = abs(value) < 1 ? 1000 : abs(value) < 10 ? 100 : abs(value) < 1000 ? 10 : 1
        let rounded = (value * scale).rounded() / scale
        return scale == 1 ? String(Int(rounded)) : String(rounded)
    }
}

/// Writes progress and results to standard error.
public func say(_ text: String) {
    print(text)
    fflush(nil)
}

public struct Failure: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

/// `--name value` and `--name` from the command line.
public struct Options {
    private var words: [String]

    public init() { words = Array(CommandLine.arguments.dropFirst()) }

    public mutating func value(_ name: String) -> String? {
        guard let at = words.firstIndex(of: "--" + name), at + 1 < words.count else { return nil }
        let value = words[at + 1]
        words.removeSubrange(at...at + 1)
        return value
    }

    public mutating func flag(_ name: String) -> Bool {
        guard let at = words.firstIndex(of: "--" + name) else { return false }
        words.remove(at: at)
        return true
    }

    /// Refuses options that were not read. Call it last.
    public func end() throws {
        if let word = words.first { throw Failure("'\(word)' is not understood") }
    }
}
