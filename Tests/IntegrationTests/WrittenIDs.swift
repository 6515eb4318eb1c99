/// The ids of requests and taskings, as a page has them and as the daemon minted them.
struct WrittenIDs {
    private var pairs: [(written: String, minted: String)] = []

    /// A command of the page with the ids that the daemon minted.
    func minted(_ line: String) -> String { Self.replaced(line) { id in pairs.first { $0.written == id }?.minted } }

    /// A line that was printed with the ids that the page has.
    func written(_ line: String) -> String { Self.replaced(line) { id in pairs.first { $0.minted == id }?.written } }

    /// Pairs the ids that were printed for the first time with those that the page has there, in their order.
    mutating func learn(_ printed: [String], written: [String]) {
        let new = Self.ids(printed).filter { id in !pairs.contains { $0.minted == id } }
        let expected = Self.ids(written).filter { id in !pairs.contains { $0.written == id } }
        pairs += zip(expected, new).map { ($0, $1) }
    }

    private static var id: Regex<Substring> { /EX[RT]-[A-Z]{3}-[0-9]{4}-[0-9]{4}(?:-[0-9]+)?/ }

    /// Each once, in the order in which they first appear.
    private static func ids(_ lines: [String]) -> [String] {
        lines.flatMap { $0.matches(of: id).map { String($0.output) } }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func replaced(_ line: String, _ other: (String) -> String?) -> String {
        line.replacing(id) { match in other(String(match.output)) ?? String(match.output) }
    }
}
