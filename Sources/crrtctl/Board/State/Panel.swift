/// The parts of the board, in the order in which Tab goes through them.
enum Panel: Int, CaseIterable, Sendable {
    case decisions, requests, consents, out, readiness, events

    var title: String {
        switch self {
        case .decisions: "DECIDE NOW"
        case .requests: "REQUESTS"
        case .consents: "CONSENTS"
        case .out: "TEAMS OUT"
        case .readiness: "READINESS"
        case .events: "EVENTS"
        }
    }

    /// The commands that list everything of this panel.
    var whole: String {
        switch self {
        case .decisions: "crrtctl request list, crrtctl tasking list"
        case .requests: "crrtctl request list"
        case .consents: "crrtctl consent list"
        case .out: "crrtctl tasking list"
        case .readiness: "crrtctl report readiness"
        case .events: "crrtctl audit log"
        }
    }

    /// The text of an empty panel.
    var nothing: String {
        switch self {
        case .decisions: "nothing waits for a decision"
        case .requests: "no open request"
        case .consents: "no answer is waited for"
        case .out: "nobody is out"
        case .readiness: "no nation's offers to see"
        case .events: "nothing has been recorded lately"
        }
    }
}

/// The content of a panel, independent of the size of the screen.
struct PanelContent: Equatable, Sendable {
    var panel: Panel
    var columns: [PanelColumn]
    var rows: [PanelRow]
    /// The number of rows at the top that are sums of the others.
    var sums = 0
    /// The number of rows at the bottom that are about something else, and are not counted.
    var notes = 0

    /// The number of records.
    var count: Int { rows.count - sums - notes }
}

struct PanelRow: Equatable, Sendable {
    /// Identifies the record, so that the selection stays with it when the rows change.
    var key: String
    /// One for each column.
    var cells: [StyledText]
    var destination: Destination
}

struct PanelColumn: Equatable, Sendable, FittingColumn {
    enum Side: Sendable { case left, right }

    /// The heading. The first column has none, because the panel's title is shown there.
    var title: String
    /// The word before the value in the text form: `begins`.
    var spoken = ""
    /// The same for a time in the past: `began`; empty if it is the same word.
    var spokenPast = ""
    /// A value that is told without a word before it.
    var whole = ""
    var side = Side.left
    var rank = 0
    var least: Int?
    var shortening = Shortening.end
    /// Whether a text that is too wide for the column is shown whole on lines of its own, and the rest of the row below it.
    var isWhole = false
    /// The widest text, in character cells, for which the column is made wider; nil for any.
    var most: Int?
}
