import CRRTDomain
import CRRTProtocol

/// An input of the board's state machine.
enum BoardEvent: Sendable {
    case key(BoardKey)
    case resized(ScreenSize)
    case data(BoardData)
    case entry(LabelledEntry)
    case page(Destination, [Block], Marking?)
    case pageFailed(Destination, [String])
    case connectionLost(reason: String)
    case connectionRestored
    /// A backup was restored, so the journal is another one.
    case journalReplaced
}

/// What the loop has to do after an event.
enum BoardEffect: Equatable, Sendable {
    case quit
    case read
    case open(Destination)
    /// Draw every line again: something else may have written on the screen.
    case redraw
}

extension BoardState {
    /// Applies an event.
    ///
    /// - Returns: What the loop has to do about it.
    mutating func take(_ event: BoardEvent, _ now: Instant) -> [BoardEffect] {
        switch event {
        case .key(let key): return press(key, now)
        case .resized(let size):
            self.size = size
            return [.redraw]
        case .data(let data):
            self.data = data
            // The overlay shows a record that may have changed too.
            return overlay?.destination.map { [.open($0)] } ?? []
        case .entry(let entry):
            // After a lost connection, entries may be sent again.
            guard entry.entry.seq > events.last?.entry.seq ?? .min else { return [] }
            // The records of an import are shown as one event, its closing entry, which follows right behind them.
            guard !entry.entry.isOfImport else { return [] }
            events = events.suffix(BoardState.eventsKept - 1) + [entry]
            return [.read]
        case .page(let destination, let blocks, let marking): fill(destination, .page(blocks, marking))
        case .pageFailed(let destination, let lines): fill(destination, .failure(lines))
        case .connectionLost(let reason):
            if case .lost(let since, _) = connection {
                connection = .lost(since: since, reason: reason)
            } else {
                connection = .lost(since: now, reason: reason)
            }
            return [.redraw]
        case .journalReplaced:
            events = []
            return [.read]
        case .connectionRestored:
            connection = .live
            return [.read, .redraw]
        }
        return []
    }

    /// Fills the overlay, unless the user has left it for another meanwhile.
    private mutating func fill(_ destination: Destination, _ content: Overlay.Content) {
        if overlay?.destination == destination { overlay?.content = content }
    }

    private mutating func press(_ key: BoardKey, _ now: Instant) -> [BoardEffect] {
        switch key {
        case .redraw: return [.redraw]
        case .refresh: return [.read] + (overlay?.destination.map { [.open($0)] } ?? [])
        case .help: overlay = overlay?.content == .help ? nil : Overlay(content: .help)
        case .back, .quit:
            guard overlay != nil else { return key == .quit ? [.quit] : [] }
            overlay = nil
        default: return overlay == nil ? move(key, now) : scroll(key, now)
        }
        return []
    }

    private mutating func scroll(_ key: BoardKey, _ now: Instant) -> [BoardEffect] {
        let (page, most) = (BoardFrame.overlayRows(self, now), BoardFrame.lastTop(self, now))
        let top = overlay?.top ?? 0
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
        overlay?.top = max(0, min(next, most))
        return []
    }

    private mutating func move(_ key: BoardKey, _ now: Instant) -> [BoardEffect] {
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
            let destination = content.rows[index].destination
            select(index, content)
            overlay = Overlay(destination: destination, content: .reading)
            return [.open(destination)]
        default: break
        }
        return []
    }

    private mutating func select(_ index: Int, _ content: PanelContent) {
        guard !content.rows.isEmpty else { return }
        let nearest = max(0, min(index, content.rows.count - 1))
        selections[focus] = RowSelection(key: content.rows[nearest].key, index: nearest)
    }

    private func turned(_ step: Int) -> Panel {
        let count = Panel.allCases.count
        return Panel(rawValue: (focus.rawValue + step + count) % count) ?? focus
    }
}
