/// A column, as far as the width of the screen concerns it.
protocol FittingColumn {
    /// Where the columns do not all fit, the one with the highest rank is left out first. A column with rank 0 always stays.
    var rank: Int { get }
    /// The least width, in character cells, to which texts of the column may be shortened; nil for a column whose texts stay whole.
    var least: Int? { get }
}

/// Which columns of a table fit into a width, and how wide each is. Lists, pages and the board all follow this rule:
///
/// 1. Columns whose rank is ``extra`` or higher are left out, until no text need be shortened within its first ``wish`` cells.
/// 2. Other columns with a rank are left out, until each text has at least the least width of its column.
/// 3. The room that is left goes to the columns that may be shortened, as much as they need, to the first one first.
struct ColumnWidths: Equatable {
    /// The gap between columns.
    static let gap = 2
    /// The rank from which on a column is left out before the text of another one is shortened.
    static let extra = 10
    /// How much of a text, in character cells, is worth more than an extra column.
    private static let wish = 60

    /// The indices of the columns that are shown.
    private(set) var shown: [Int]
    /// The width of each column, by index; only those of shown columns count.
    private(set) var widths: [Int]

    /// - Parameters:
    ///   - candidates: The indices of the columns that may be shown.
    ///   - natural: The width of each column's widest text.
    ///   - width: The width of all together; nil for no limit.
    init(_ columns: [some FittingColumn], among candidates: [Int], natural: [Int], width: Int?) {
        (shown, widths) = (candidates, natural)
        guard let width else { return }
        func reduced(to most: (_ least: Int) -> Int) -> [Int] {
            zip(columns, natural).map { column, natural in min(natural, column.least.map(most) ?? natural) }
        }
        leaveOut(columns, from: Self.extra, reduced { max($0, Self.wish) }, width)
        widths = reduced { $0 }
        leaveOut(columns, from: 1, widths, width)
        for index in shown where columns[index].least != nil {
            widths[index] = max(1, min(natural[index], widths[index] + width - taken(widths)))
        }
    }

    /// The width of the shown columns, with the gaps between them.
    private func taken(_ widths: [Int]) -> Int { shown.reduce(0) { $0 + widths[$1] } + Self.gap * (shown.count - 1) }

    private mutating func leaveOut(_ columns: [some FittingColumn], from lowest: Int, _ widths: [Int], _ width: Int) {
        while taken(widths) > width {
            guard let last = shown.filter({ columns[$0].rank >= lowest }).max(by: { columns[$0].rank < columns[$1].rank }) else { return }
            shown.removeAll { $0 == last }
        }
    }
}

/// How a text that is too wide for its column is shortened.
enum Shortening: Sendable {
    /// At its end, by `…`.
    case end
    /// A list keeps the first items, and `+3` stands for three more. Where a semicolon stands in it, that is what divides the items; else
    /// they are words.
    case items

    func text(_ text: String, in width: Int) -> String {
        switch self {
        case .end: DisplayWidth.cut(text, to: width)
        case .items: Shortening.items(text, in: width)
        }
    }

    private static func items(_ text: String, in width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        let separator = text.contains("; ") ? "; " : " "
        let items = separator == " " ? words(of: text) : text.split(separator: "; ").map(String.init)
        var kept = "+\(items.count)"
        var beginning = ""
        for (index, item) in items.enumerated().dropLast() {
            beginning += item + separator
            let next = beginning + "+\(items.count - index - 1)"
            guard DisplayWidth.of(next) <= width else { break }
            kept = next
        }
        return DisplayWidth.cut(kept, to: width)
    }

    /// The words; one in brackets, as in `ALB (host)`, belongs to the word before it.
    private static func words(of text: String) -> [String] {
        text.split(separator: " ").reduce(into: []) { items, word in
            if word.hasPrefix("("), let last = items.indices.last { items[last] += " " + word } else { items.append(String(word)) }
        }
    }
}
