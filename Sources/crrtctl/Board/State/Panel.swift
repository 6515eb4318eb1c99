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

    /// The commands that list all of it.
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

    /// What stands there where there is nothing to show.
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

/// What a panel holds, whatever the size of the screen.
struct PanelContent: Equatable, Sendable {
    var panel: Panel
    var columns: [PanelColumn]
    var rows: [PanelRow]
    /// How many of the rows, at the top, sum the others up.
    var sums = 0
}

struct PanelRow: Equatable, Sendable {
    /// The same for the same record from one moment to the next, so that the selection stays with it.
    var key: String
    /// One for each column.
    var cells: [StyledText]
    var destination: Destination
}

struct PanelColumn: Equatable, Sendable {
    enum Side: Sendable { case left, right }

    /// The first column has none: the panel's own title stands there.
    var title: String
    /// What comes before the value where it is read out: `begins`.
    var spoken = ""
    /// The same before a moment that is over: `began`; empty where it is said alike.
    var spokenPast = ""
    var side = Side.left
    /// 0 stays; where it is too narrow, the columns of the highest rank go first.
    var rank = 0
    /// Whether it gets what the others leave (the first such column first), and the fewest columns that it keeps.
    var least: Int?
}
