/// A report as one HTML file: its style within it, no script, nothing fetched. The label stands first and last, and on every printed page.
struct ReportPage {
    private let report: Report
    private let marking: String?

    init(_ report: Report, _ marking: String?) {
        self.report = report
        self.marking = marking
    }

    var html: String { "<!DOCTYPE html>\n" + document.html + "\n" }

    private var document: Markup {
        let title = [marking, report.title, report.subtitle].compactMap { $0 }.joined(separator: " – ")
        let head: [Markup] = [
            .element("meta", [("charset", "utf-8")], []),
            .element("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")], []),
            .element(
                "meta", [("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'")], []),
            .element("meta", [("name", "referrer"), ("content", "no-referrer")], []), .tag("title", nil, title),
            .tag("style", nil, [.fixed(ReportStyle.sheet)]),
        ]
        let header = Markup.tag("header", nil, .tag("h1", nil, report.title), .tag("p", "subtitle", report.subtitle))
        return .element(
            "html", [("lang", "en")],
            [.tag("head", nil, head), .tag("body", nil, [banner("first"), .tag("main", nil, [header] + report.html()), banner("last")])])
    }

    private func banner(_ side: String) -> Markup {
        guard let marking else { return .tag("div", "banner \(side)", "NO LABEL") }
        let words = marking.split(separator: " ")
        let level = ["NU", "NR", "NC", "NS", "CTS"].first { words.contains(Substring($0)) } ?? "none"
        return .tag("div", "banner \(side) \(level)", marking)
    }
}

/// A large number at the top of the page.
struct Tile {
    var figure: String
    var name: String
    var note: String

    init(_ figure: String, _ name: String, _ note: String) {
        self.figure = figure
        self.name = name
        self.note = note
    }
}

extension ReportPage {
    static func tiles(_ tiles: [Tile]) -> Markup {
        .tag(
            "div", "tiles",
            tiles.map { tile in
                .tag("div", "tile", .tag("b", nil, tile.figure), .tag("span", nil, tile.name), .tag("small", nil, tile.note))
            })
    }

    /// A bar of several parts, each as long as its number. `most` is the number of the longest bar.
    static func bar(_ parts: [(kind: String, name: String, number: Int)], most: Int) -> Markup {
        let (width, most) = (300, max(most, 1))
        var (sum, marks) = (0, [Markup]())
        for part in parts where part.number > 0 {
            let (begin, end) = (sum * width / most, (sum + part.number) * width / most)
            sum += part.number
            marks.append(
                .element(
                    "rect",
                    [("class", part.kind), ("x", "\(begin)"), ("y", "0"), ("width", "\(max(end - begin, 1))"), ("height", "16")],
                    [.tag("title", nil, "\(part.number) \(part.name)")]))
        }
        let words = parts.filter { $0.number > 0 }.map { "\($0.number) \($0.name)" }.joined(separator: ", ")
        return .element(
            "svg", [("viewBox", "0 0 \(width) 16"), ("width", "\(width)"), ("height", "16"), ("role", "img"), ("aria-label", words)], marks)
    }

    /// The legend: the CSS class of each colour, and its meaning.
    static func legend(_ entries: [(kind: String, name: String)]) -> Markup {
        .tag(
            "p", "legend",
            entries.map { kind, name in
                .tag(
                    "span", nil,
                    .element(
                        "svg", [("width", "12"), ("height", "12"), ("aria-hidden", "true")],
                        [.element("rect", [("class", kind), ("width", "12"), ("height", "12")], [])]), .text(name))
            })
    }
}
