import CRRTDomain

/// All that decides what the board shows, but the time.
struct BoardState: Equatable, Sendable {
    /// How many events are kept.
    static let eventsKept = RecentEvents.most

    var data = BoardData()
    /// The oldest first.
    var events: [BoardEvent] = []
    var size: ScreenSize
    var dateTimeGroups = false
    var link = LinkState.live
    var focus = Panel.decisions
    var selections: [Panel: Selection] = [:]
    var sheet: Sheet?

    enum LinkState: Equatable, Sendable {
        case live
        /// Since when nothing comes, and why.
        case lost(since: Instant, reason: String)
    }

    /// The row that is selected in a panel: the record, and where it was last, for when it is gone.
    struct Selection: Equatable, Sendable {
        var key: String
        var index: Int
    }

    /// What lies over the panels.
    struct Sheet: Equatable, Sendable {
        enum Content: Equatable, Sendable {
            case help
            case reading
            case page([Block], Marking?)
            case failure([String])
        }

        /// nil for the help.
        var opening: Opening?
        var content: Content
        /// The first line that is shown.
        var top = 0
    }

    func times(_ now: Instant) -> TimeStyle { TimeStyle(now: now, dateTimeGroups: dateTimeGroups) }

    func contents(_ now: Instant) -> PanelContents { PanelContents(data: data, events: events, times: times(now)) }

    /// Which row of a panel is selected; nil where there are none.
    func selected(_ content: PanelContent) -> Int? {
        guard !content.rows.isEmpty else { return nil }
        guard let selection = selections[content.panel] else { return 0 }
        return content.rows.firstIndex { $0.key == selection.key } ?? min(selection.index, content.rows.count - 1)
    }

    /// The label of what is on the screen.
    var marking: Marking? {
        if case .page(_, let marking) = sheet?.content, let marking { return marking }
        return events.compactMap(\.marking).reduce(data.marking) { $0?.joined(with: $1) ?? $1 }
    }
}

/// How large the terminal is, in character cells.
struct ScreenSize: Equatable, Sendable {
    var columns: Int
    var rows: Int

    /// Below this nothing useful fits.
    static let least = ScreenSize(columns: 68, rows: 12)

    var isTooSmall: Bool { columns < ScreenSize.least.columns || rows < ScreenSize.least.rows }
}
