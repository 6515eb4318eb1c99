/// A piece of what a command shows. Only `lines` below knows how it looks.
enum Block: Equatable, Sendable {
    case line(String)
    /// A line in colours, where the terminal takes them.
    case painted([StyledText])
    case table(Table)
    /// Names with values; those without a value are left out. A value may have several lines.
    case fields([Field])
    /// A title above what follows.
    case heading(String)

    struct Field: Equatable, Sendable {
        var name: String
        var value: String?

        init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value
        }
    }
}

extension Block {
    /// The lines of a whole page. `legend` says whether tables have headings and titles are shown; `columns` is the width of the terminal.
    static func lines(_ page: [Block], legend: Bool, columns: Int?, colours: Bool = false) -> [String] {
        page.flatMap { $0.lines(legend: legend, columns: columns, colours: colours) }
    }

    private func lines(legend: Bool, columns: Int?, colours: Bool) -> [String] {
        switch self {
        case .line(let text): [EscapedText.line(text)]
        case .painted(let pieces): [StyledText.line(pieces, colours: colours, columns: columns)]
        case .table(let table): table.lines(headings: legend, columns: columns)
        case .fields(let fields): Block.lines(of: fields)
        case .heading(let text): legend ? ["", EscapedText.line(text)] : []
        }
    }

    private static func lines(of fields: [Field]) -> [String] {
        let shown = fields.filter { $0.value?.isEmpty == false }
        let width = shown.map { DisplayWidth.of($0.name) }.max() ?? 0
        return shown.flatMap { field in
            EscapedText.lines(field.value ?? "").enumerated().map { index, line in
                let name = index == 0 ? field.name : ""
                return String(repeating: " ", count: width - DisplayWidth.of(name)) + name + (index == 0 ? ": " : "  ") + line
            }
        }
    }
}
