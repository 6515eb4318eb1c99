/// A key that the board knows.
enum BoardKey: Equatable, Sendable {
    case up, down, pageUp, pageDown, first, last
    case open, back, quit, nextPanel, previousPanel, help, refresh, redraw
    /// A panel by its number, from 0.
    case panel(Int)

    init?(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "k"), 0x10: self = .up
        case UInt8(ascii: "j"), 0x0E: self = .down
        case UInt8(ascii: " "), 0x06: self = .pageDown
        case UInt8(ascii: "b"), 0x02: self = .pageUp
        case UInt8(ascii: "g"): self = .first
        case UInt8(ascii: "G"): self = .last
        case 0x0D, 0x0A: self = .open
        case UInt8(ascii: "q"), UInt8(ascii: "Q"): self = .quit
        case 0x09: self = .nextPanel
        case UInt8(ascii: "?"), UInt8(ascii: "h"): self = .help
        case UInt8(ascii: "r"): self = .refresh
        case 0x0C: self = .redraw
        case 0x08, 0x7F: self = .back
        case UInt8(ascii: "1")...UInt8(ascii: "6"): self = .panel(Int(byte - UInt8(ascii: "1")))
        default: return nil
        }
    }
}

/// Decodes the bytes that a terminal sends. A control sequence may arrive in pieces, through ssh or tmux.
struct KeyDecoder {
    private var held: [UInt8] = []

    /// Whether a sequence has begun. If nothing follows soon it was the Escape key; call `flush` then.
    var isWaiting: Bool { !held.isEmpty }

    mutating func keys(_ bytes: some Sequence<UInt8>) -> [BoardKey] { bytes.flatMap { take($0) } }

    /// Drops an unfinished sequence, and returns the Escape key if it was nothing else.
    mutating func flush() -> [BoardKey] {
        defer { held = [] }
        return held == [0x1B] ? [.back] : []
    }

    private mutating func take(_ byte: UInt8) -> [BoardKey] {
        if byte == 0x1B {
            // Escape was pressed twice, or a sequence was cut off.
            let before = flush()
            held = [byte]
            return before
        }
        guard !held.isEmpty else { return BoardKey(byte).map { [$0] } ?? [] }
        held.append(byte)
        if held.count == 2 {
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") { return [] }
            // Alt with a key counts as the key.
            held = []
            return BoardKey(byte).map { [$0] } ?? []
        }
        // A control sequence ends with a letter or ~ (ECMA-48 5.4).
        guard (0x40...0x7E).contains(byte) || held.count > 16 else { return [] }
        defer { held = [] }
        return KeyDecoder.sequence(held[2...]).map { [$0] } ?? []
    }

    /// The key of a sequence, without its `ESC [` or `ESC O`. Modifiers (`1;2A`) are ignored.
    private static func sequence(_ bytes: ArraySlice<UInt8>) -> BoardKey? {
        let number = bytes.prefix { (0x30...0x39).contains($0) }
        switch (bytes.last.map { Character(Unicode.Scalar($0)) }, String(decoding: number, as: UTF8.self)) {
        case ("A", _): return .up
        case ("B", _): return .down
        case ("Z", _): return .previousPanel
        case ("C", _): return .nextPanel
        case ("D", _): return .previousPanel
        case ("H", _), ("~", "1"), ("~", "7"): return .first
        case ("F", _), ("~", "4"), ("~", "8"): return .last
        case ("~", "5"): return .pageUp
        case ("~", "6"): return .pageDown
        case ("M", ""): return .open
        default: return nil
        }
    }
}
