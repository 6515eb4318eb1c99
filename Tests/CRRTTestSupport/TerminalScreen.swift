/// What a terminal would show of what a program wrote: as much of xterm as a program needs that draws whole lines.
public struct TerminalScreen {
    public private(set) var lines: [String]
    public private(set) var isAlternate = false
    public private(set) var showsCursor = true
    public private(set) var wraps = true
    /// How often everything was cleared.
    public private(set) var clearings = 0
    private var row = 0
    private var column = 0
    private var rest: [UInt8] = []

    public init(rows: Int) { lines = Array(repeating: "", count: rows) }

    public var text: String { lines.joined(separator: "\n") }

    public mutating func resize(rows: Int) {
        lines = Array(lines.prefix(rows)) + Array(repeating: "", count: max(0, rows - lines.count))
    }

    /// Takes what the program wrote next; what ends in the midst of a sequence or of a character waits for the rest.
    public mutating func take(_ bytes: [UInt8]) {
        rest += bytes
        let complete = rest.lastIndex { $0 < 0x80 }.map { $0 + 1 } ?? 0
        var scalars = Array(String(decoding: rest[..<complete], as: UTF8.self).unicodeScalars)[...]
        let tail = Array(rest[complete...])
        while let next = scalars.first {
            guard next == "\u{1B}" else {
                put(next)
                scalars.removeFirst()
                continue
            }
            guard scalars.count > 1, let end = scalars.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0.value) }) else { break }
            obey(String(String.UnicodeScalarView(scalars[(scalars.startIndex + 2)...end])))
            scalars = scalars[(end + 1)...]
        }
        rest = Array(String(String.UnicodeScalarView(scalars)).utf8) + tail
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\r": column = 0
        case "\n": row = min(row + 1, lines.count - 1)
        default:
            guard scalar.value >= 0x20, lines.indices.contains(row) else { return }
            var characters = Array(lines[row])
            while characters.count <= column { characters.append(" ") }
            characters[column] = Character(scalar)
            lines[row] = String(characters)
            column += 1
        }
    }

    private mutating func obey(_ sequence: String) {
        switch sequence {
        case "?1049h": isAlternate = true
        case "?1049l": isAlternate = false
        case "?25h": showsCursor = true
        case "?25l": showsCursor = false
        case "?7h": wraps = true
        case "?7l": wraps = false
        case "2J":
            clearings += 1
            lines = lines.map { _ in "" }
        case "K": if lines.indices.contains(row) { lines[row] = String(lines[row].prefix(column)) }
        case let move where move.hasSuffix("H"):
            let numbers = move.dropLast().split(separator: ";").map { Int($0) ?? 1 }
            (row, column) = (max(0, (numbers.first ?? 1) - 1), max(0, (numbers.dropFirst().first ?? 1) - 1))
        default: break
        }
    }
}
