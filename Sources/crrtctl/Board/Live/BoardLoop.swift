import CRRTDomain
import CRRTProtocol
import Glibc

/// The board on a terminal: waits for keys, signals, the daemon and the next second, and draws.
struct BoardLoop {
    /// How long the rest of a key's sequence may be on its way, in milliseconds.
    private static let keyPause: Int32 = 60
    /// In nanoseconds: everything is read again after so long without any event, as time alone makes offers stale;
    private static let freshness: Int64 = 60_000_000_000
    /// and not sooner than this after the last look.
    private static let calm: Int64 = 250_000_000

    private var state: BoardState
    private var decoder = KeyDecoder()
    private var writer = FrameWriter()
    private var isOver = false
    private var needsRead = false
    private var lastRead = Clock.ticks
    private let colours = Paint.isWanted
    private let signals: Bell
    private let tasks: Mailbox<ReaderTask>
    private let messages: Mailbox<BoardMessage>

    /// Returns when the user wants to leave; dies of the signals that end a program.
    static func run(_ desk: Desk) throws(Failure) {
        // Before the screen is taken: what goes wrong now, and what ssh asks, belongs on the usual one.
        var reader = BoardReader(desk: desk)
        let data = try reader.read()
        let beginning = try RecentEvents.beginning(desk)
        let watching = desk.link.another()
        _ = try watching.call(Service.WhoAmI.self, .init())
        var loop = try BoardLoop(data, dateTimeGroups: desk.times.dateTimeGroups)
        try loop.start(reading: desk.link, watching: watching, beginning)
        try BoardTerminal.enter()
        defer { BoardTerminal.leave() }
        do throws(Failure) { try loop.go() } catch {
            BoardTerminal.leave()
            loop.say(error)
            throw .silent(error.status)
        }
    }

    /// Why it ends, where the shell is again. The connections are other threads' by now, so the usual screen is not asked.
    private func say(_ failure: Failure) {
        let label = state.marking?.isExercise == true ? [Marking.exercise] : []
        for line in label + failure.lines + label { Terminal.write(line + "\n", to: Terminal.errors) }
    }

    private init(_ data: BoardData, dateTimeGroups: Bool) throws(Failure) {
        state = BoardState(data: data, size: BoardTerminal.size, dateTimeGroups: dateTimeGroups)
        signals = try Bell()
        tasks = try Mailbox()
        messages = try Mailbox()
    }

    private func start(reading: Link, watching: Link, _ beginning: Int) throws(Failure) {
        // An ssh that is started anew must not ask for a password in the midst of the screen.
        setenv("SSH_ASKPASS", "/bin/false", 1)
        setenv("SSH_ASKPASS_REQUIRE", "force", 1)
        let reader = ReadingThread(
            link: Handover(link: reading), tasks: tasks, out: messages, dateTimeGroups: state.dateTimeGroups)
        let watcher = WatchingThread(link: Handover(link: watching), beginning: beginning, out: messages)
        Signals.listen(signals)
        try Thread.start { reader.run() }
        try Thread.start { watcher.run() }
    }

    private mutating func go() throws(Failure) {
        while !isOver {
            draw()
            let ready = wait()
            if ready.signals { for number in signals.silence() { try obey(Int32(number)) } }
            if ready.keys { readKeys() } else if !ready.messages, decoder.isWaiting { press(decoder.flush()) }
            if ready.messages { try takeMessages() }
            readWhenDue()
        }
    }

    private mutating func draw() {
        let lines = BoardFrame.lines(state, Clock.now).map { pieces in
            (
                text: Painted.line(pieces, colours: colours, columns: state.size.columns),
                width: DisplayWidth.of(Painted.line(pieces, colours: false, columns: state.size.columns))
            )
        }
        let bytes = writer.bytes(for: lines, columns: state.size.columns)
        if !bytes.isEmpty { Terminal.write(bytes, to: Terminal.output) }
    }

    /// Waits for something, at most until the clock shows the next second.
    private func wait() -> (keys: Bool, signals: Bool, messages: Bool) {
        var patience = Int32(1000 - Clock.now.milliseconds % 1000)
        if decoder.isWaiting { patience = BoardLoop.keyPause }
        if needsRead { patience = min(patience, readPause + 1) }
        var entries = [Terminal.input, signals.listening, messages.bell.listening].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&entries, nfds_t(entries.count), patience) > 0 else { return (false, false, false) }
        return (entries[0].revents != 0, entries[1].revents != 0, entries[2].revents != 0)
    }

    private mutating func readKeys() {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(Terminal.input, &bytes, bytes.count)
        if count > 0 { return press(decoder.keys(bytes[..<count])) }
        // Nobody is there any more.
        if count == 0 || errno != EINTR { isOver = true }
    }

    private mutating func press(_ keys: [BoardKey]) {
        for key in keys { take(.key(key)) }
    }

    private mutating func takeMessages() throws(Failure) {
        for message in messages.take() {
            switch message {
            case .news(let news): take(news)
            case .over(let failure): throw failure
            }
        }
    }

    private mutating func take(_ news: BoardNews) {
        for wish in state.take(news, Clock.now) {
            switch wish {
            case .quit: isOver = true
            case .read: needsRead = true
            case .open(let opening): tasks.post(.open(opening))
            case .redraw: writer.forget()
            }
        }
    }

    /// Asks for another look where something has happened, or nothing has for long; in a storm of events not for each of them.
    private mutating func readWhenDue() {
        guard needsRead ? readPause == 0 : Clock.ticks - lastRead > BoardLoop.freshness else { return }
        needsRead = false
        lastRead = Clock.ticks
        tasks.post(.read)
    }

    /// How long until the next look may be asked for, in milliseconds.
    private var readPause: Int32 { Int32(clamping: max(0, lastRead + BoardLoop.calm - Clock.ticks) / 1_000_000) }

    private mutating func obey(_ number: Int32) throws(Failure) {
        switch number {
        case SIGWINCH: take(.resized(BoardTerminal.size))
        case SIGTSTP:
            BoardTerminal.leave()
            Signals.obey(number)
            Signals.hear(number)
            try BoardTerminal.enter()
            take(.resized(BoardTerminal.size))
        case SIGCONT:
            try BoardTerminal.enter()
            take(.resized(BoardTerminal.size))
        default:
            BoardTerminal.leave()
            Signals.obey(number)
        }
    }
}
