import CRRTDomain

/// The lines of an overlay at a width.
enum OverlayLines {
    static func of(_ overlay: BoardState.Overlay, _ columns: Int, _ now: Instant) -> [String] {
        switch overlay.content {
        case .help: help
        case .reading: ["reading ..."]
        case .failure(let lines): lines.flatMap { wrapped($0, columns) }
        case .page(let blocks, _):
            // A heading has an empty line before it, which is not wanted at the top.
            Array(Block.lines(blocks, legend: true, columns: columns).drop { $0.isEmpty }).flatMap { wrapped($0, columns) }
        }
    }

    /// Wraps a line between words. The continuation is indented to the value of a field.
    static func wrapped(_ line: String, _ columns: Int) -> [String] {
        guard DisplayWidth.of(line) > columns else { return [line] }
        let indent = min(indentation(line), columns / 2)
        var lines: [String] = []
        var current: String?
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            guard let before = current else {
                current = String(word)
                continue
            }
            let longer = before + " " + word
            if DisplayWidth.of(longer) <= columns || before.allSatisfy({ $0 == " " }) {
                current = longer
            } else {
                lines.append(before)
                current = String(repeating: " ", count: indent) + word
            }
        }
        return lines + (current.map { [$0] } ?? [])
    }

    /// The column where the value of a field begins: behind the first `: `.
    private static func indentation(_ line: String) -> Int {
        guard let colon = line.firstRange(of: ": ") else { return 2 }
        let width = DisplayWidth.of(String(line[..<colon.upperBound]))
        return width < 30 ? width : 2
    }

    private static let help = [
        "Tab, Right      the next panel; Shift-Tab, Left: the one before; 1 to 6",
        "Up, Down, k, j  the row above or below; Page Up, Page Down, Space, b, g, G",
        "Enter           opens the record of the row; Esc or q goes back",
        "r; Ctrl-L       reads everything again, as every event does; draws it again",
        "q, Ctrl-C       ends",
        "",
        "DECIDE NOW      what waits for a human, the pressing first, with the command",
        "                lapses: silence is refusal, so ask the nations that are named",
        "                match again, recalled: what became of the last tasking",
        "REQUESTS        by precedence; FILLED by taskings that were ordered",
        "CONSENTS        the soonest first; (host) is the requesting nation's own word",
        "TEAMS OUT       ordered, moving, on task or returning, and until when",
        "                OVERDUE: past the agreed end and not closed; they stay held",
        "LATE            so long after the work begins they would be ready",
        "3-7/8           rows 3 to 7 of 8 are shown; +2: two more, which Enter shows",
        "READINESS       who could be asked for, of all on record; OUT: whom a tasking has",
        "                thin: less than half; ENDING: something ends within 30 days",
        "EVENTS          what has happened, the newest first",
        "",
        "The board only shows. Nothing is changed by a key.",
    ]
}
