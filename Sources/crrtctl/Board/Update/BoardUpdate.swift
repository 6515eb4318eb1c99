import CRRTDomain
import CRRTProtocol

/// What happens to a board.
enum BoardNews: Sendable {
    case key(BoardKey)
    case resized(ScreenSize)
    case data(BoardData)
    case event(BoardEvent)
    case page(Opening, [Block], Marking?)
    case pageFailed(Opening, [String])
    case linkLost(reason: String)
    case linkBack
    /// Another journal: a backup was restored.
    case journalReplaced
}

/// What a board wants done.
enum BoardWish: Equatable, Sendable {
    case quit
    case read
    case open(Opening)
    /// The whole screen anew: something else may have written on it.
    case redraw
}

extension BoardState {
    /// Takes the news in; gives what is to be done about it.
    mutating func take(_ news: BoardNews, _ now: Instant) -> [BoardWish] {
        switch news {
        case .key(let key): return press(key, now)
        case .resized(let size):
            self.size = size
            return [.redraw]
        case .data(let data):
            self.data = data
            // What lies over the panels goes with the time, too.
            return sheet?.opening.map { [.open($0)] } ?? []
        case .event(let event):
            // What came before the connection broke may come again.
            guard event.entry.seq > events.last?.entry.seq ?? .min else { return [] }
            // The entry that closes an import stands for those of its records, and comes right behind them.
            guard !event.entry.isOfImport else { return [] }
            events = events.suffix(BoardState.eventsKept - 1) + [event]
            return [.read]
        case .page(let opening, let blocks, let marking): fill(opening, .page(blocks, marking))
        case .pageFailed(let opening, let lines): fill(opening, .failure(lines))
        case .linkLost(let reason):
            if case .lost(let since, _) = link {
                link = .lost(since: since, reason: reason)
            } else {
                link = .lost(since: now, reason: reason)
            }
            return [.redraw]
        case .journalReplaced:
            events = []
            return [.read]
        case .linkBack:
            link = .live
            return [.read, .redraw]
        }
        return []
    }

    /// Only a sheet that still waits for it.
    private mutating func fill(_ opening: Opening, _ content: Sheet.Content) {
        if sheet?.opening == opening { sheet?.content = content }
    }

    private mutating func press(_ key: BoardKey, _ now: Instant) -> [BoardWish] {
        switch key {
        case .redraw: return [.redraw]
        case .refresh: return [.read] + (sheet?.opening.map { [.open($0)] } ?? [])
        case .help: sheet = sheet?.content == .help ? nil : Sheet(content: .help)
        case .back, .quit:
            guard sheet != nil else { return key == .quit ? [.quit] : [] }
            sheet = nil
        default: return sheet == nil ? move(key, now) : scroll(key, now)
        }
        return []
    }

    private mutating func scroll(_ key: BoardKey, _ now: Instant) -> [BoardWish] {
        let (page, most) = (BoardFrame.sheetRows(size), BoardFrame.lastTop(self, now))
        let top = sheet?.top ?? 0
        let next =
            switch key {
            case .up: top - 1
            case .down: top + 1
            case .pageUp: top - page + 1
            case .pageDown: top + page - 1
            case .first: 0
            case .last: most
            default: top
            }
        sheet?.top = max(0, min(next, most))
        return []
    }

    private mutating func move(_ key: BoardKey, _ now: Instant) -> [BoardWish] {
        let content = contents(now).content(of: focus)
        let index = selected(content)
        let page = max(1, BoardFrame.rows(of: focus, self, now) - 1)
        switch key {
        case .up: select((index ?? 0) - 1, content)
        case .down: select((index ?? 0) + 1, content)
        case .pageUp: select((index ?? 0) - page, content)
        case .pageDown: select((index ?? 0) + page, content)
        case .first: select(0, content)
        case .last: select(content.rows.count, content)
        case .nextPanel: focus = turned(1)
        case .previousPanel: focus = turned(-1)
        case .panel(let number): focus = Panel(rawValue: number) ?? focus
        case .open:
            guard let index else { return [] }
            let opening = content.rows[index].opening
            select(index, content)
            sheet = Sheet(opening: opening, content: .reading)
            return [.open(opening)]
        default: break
        }
        return []
    }

    private mutating func select(_ index: Int, _ content: PanelContent) {
        guard !content.rows.isEmpty else { return }
        let place = max(0, min(index, content.rows.count - 1))
        selections[focus] = Selection(key: content.rows[place].key, index: place)
    }

    private func turned(_ step: Int) -> Panel {
        let count = Panel.allCases.count
        return Panel(rawValue: (focus.rawValue + step + count) % count) ?? focus
    }
}
