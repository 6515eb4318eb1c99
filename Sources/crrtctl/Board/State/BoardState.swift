import CRRTDomain

/// Everything that decides what the board shows, apart from the time.
struct BoardState: Equatable, Sendable {
    /// The most events that are kept.
    static let eventsKept = RecentEvents.most

    var data = BoardData()
    /// The oldest first.
    var events: [LabelledEntry] = []
    var size: ScreenSize
    var dateTimeGroups = false
    var connection = ConnectionStatus.live
    var focus = Panel.decisions
    var selections: [Panel: RowSelection] = [:]
    var overlay: Overlay?

    enum ConnectionStatus: Equatable, Sendable {
        case live
        /// No connection to the daemon.
        case lost(since: Instant, reason: String)
    }

    /// The row that is selected in a panel, by its record. If the record is gone, the row at the index is.
    struct RowSelection: Equatable, Sendable {
        var key: String
        var index: Int
    }

    /// A page that covers the panels.
    struct Overlay: Equatable, Sendable {
        enum Content: Equatable, Sendable {
            case help
            case reading
            case page([Block], Marking?)
            case failure([String])
        }

        /// What it shows; nil for the help.
        var destination: Destination?
        var content: Content
        /// The first line that is shown.
        var top = 0
    }

    func times(_ now: Instant) -> TimeStyle { TimeStyle(now: now, dateTimeGroups: dateTimeGroups) }

    func contents(_ now: Instant) -> PanelContents { PanelContents(data: data, events: events, times: times(now)) }

    /// The index of the selected row of a panel; nil if it has no rows.
    func selected(_ content: PanelContent) -> Int? {
        guard !content.rows.isEmpty else { return nil }
        guard let selection = selections[content.panel] else { return 0 }
        return content.rows.firstIndex { $0.key == selection.key } ?? min(selection.index, content.rows.count - 1)
    }

    /// The marking of everything on the screen.
    var marking: Marking? {
        if case .page(_, let marking) = overlay?.content, let marking { return marking }
        return events.compactMap(\.marking).reduce(data.marking) { $0?.joined(with: $1) ?? $1 }
    }
}

/// The size of the terminal in character cells.
struct ScreenSize: Equatable, Sendable {
    var columns: Int
    var rows: Int

    /// The smallest size that the board is drawn on.
    static let least = ScreenSize(columns: 68, rows: 12)

    var isTooSmall: Bool { columns < ScreenSize.least.columns || rows < ScreenSize.least.rows }
}
