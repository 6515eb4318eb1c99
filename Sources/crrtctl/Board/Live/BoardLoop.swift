import CRRTDomain
import CRRTProtocol
import Glibc

/// The board on a terminal: waits for keys, signals, messages of the other threads and the next second, and draws.
struct BoardLoop {
    /// How long to wait for the rest of a control sequence, in milliseconds.
    private static let sequenceTimeout: Int32 = 60
    /// Nanoseconds after which everything is read again without an event, because time alone makes offers stale.
    private static let longestReadInterval: Int64 = 60_000_000_000
    /// Nanoseconds between two reads, however many events come.
    private static let shortestReadInterval: Int64 = 250_000_000

    private var state: BoardState
    private var decoder = KeyDecoder()
    private var writer = FrameWriter()
    private var isOver = false
    private var needsRead = false
    private var lastRead = Clock.ticks
    private let colours = TextStyle.isWanted
    private let signals: WakeupPipe
    private let tasks: Mailbox<ReaderTask>
    private let messages: Mailbox<BoardMessage>

    /// Shows the board until the user leaves. Signals that end a program end it.
    static func run(_ context: CommandContext) throws(Failure) {
        // Read once before the screen is taken: errors, and the questions of ssh, belong on the normal screen.
        var reader = BoardReader(context: context)
        let data = try reader.read()
        let beginning = try RecentEvents.beginning(context)
        let watching = context.daemon.another()
        _ = try watching.call(Service.WhoAmI.self, .init())
        var loop = try BoardLoop(data, dateTimeGroups: context.times.dateTimeGroups)
        try loop.start(reading: context.daemon, watching: watching, beginning)
        try BoardTerminal.enter()
        defer { BoardTerminal.leave() }
        do throws(Failure) { try loop.go() } catch {
            BoardTerminal.leave()
            loop.report(error)
            throw .silent(error.status)
        }
    }

    /// Writes why the board ends to the normal screen. Its `Screen` cannot: the connection belongs to another thread by now.
    private func report(_ failure: Failure) {
        let label = state.marking?.banner.map { [$0] } ?? []
        for line in label + failure.lines + label { Terminal.write(line + "\n", to: Terminal.errors) }
    }

    private init(_ data: BoardData, dateTimeGroups: Bool) throws(Failure) {
        state = BoardState(data: data, size: BoardTerminal.size, dateTimeGroups: dateTimeGroups)
        signals = try WakeupPipe()
        tasks = try Mailbox()
        messages = try Mailbox()
    }

    private func start(reading: DaemonConnection, watching: DaemonConnection, _ beginning: Int) throws(Failure) {
        // An ssh that is started again must not ask for a password on the board.
        setenv("SSH_ASKPASS", "/bin/false", 1)
        setenv("SSH_ASKPASS_REQUIRE", "force", 1)
        let reader = ReadingThread(
            connection: TransferredConnection(daemon: reading), tasks: tasks, out: messages, dateTimeGroups: state.dateTimeGroups)
        let watcher = WatchingThread(connection: TransferredConnection(daemon: watching), beginning: beginning, out: messages)
        BoardSignals.forward(to: signals)
        try DetachedThread.start { reader.run() }
        try DetachedThread.start { watcher.run() }
    }

    private mutating func go() throws(Failure) {
        while !isOver {
            draw()
            let ready = wait()
            if ready.signals { for number in signals.drain() { try handle(Int32(number)) } }
            if ready.keys { readKeys() } else if !ready.messages, decoder.isWaiting { press(decoder.flush()) }
            if ready.messages { try takeMessages() }
            readWhenDue()
        }
    }

    private mutating func draw() {
        let lines = BoardFrame.lines(state, Clock.now).map { pieces in
            (
                text: StyledText.line(pieces, colours: colours, columns: state.size.columns),
                width: DisplayWidth.of(StyledText.line(pieces, colours: false, columns: state.size.columns))
            )
        }
        let bytes = writer.bytes(for: lines, columns: state.size.columns)
        if !bytes.isEmpty { Terminal.write(bytes, to: Terminal.output) }
    }

    /// Waits for input, at most until the clock shows the next second.
    private func wait() -> (keys: Bool, signals: Bool, messages: Bool) {
        var timeout = Int32(1000 - Clock.now.milliseconds % 1000)
        if decoder.isWaiting { timeout = BoardLoop.sequenceTimeout }
        if needsRead { timeout = min(timeout, millisecondsUntilRead + 1) }
        var entries = [Terminal.input, signals.readEnd, messages.wakeup.readEnd].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&entries, nfds_t(entries.count), timeout) > 0 else { return (false, false, false) }
        return (entries[0].revents != 0, entries[1].revents != 0, entries[2].revents != 0)
    }

    private mutating func readKeys() {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(Terminal.input, &bytes, bytes.count)
        if count > 0 { return press(decoder.keys(bytes[..<count])) }
        // End of file: the terminal is gone.
        if count == 0 || errno != EINTR { isOver = true }
    }

    private mutating func press(_ keys: [BoardKey]) {
        for key in keys { take(.key(key)) }
    }

    private mutating func takeMessages() throws(Failure) {
        for message in messages.take() {
            switch message {
            case .event(let event): take(event)
            case .over(let failure): throw failure
            }
        }
    }

    private mutating func take(_ event: BoardEvent) {
        for effect in state.take(event, Clock.now) {
            switch effect {
            case .quit: isOver = true
            case .read: needsRead = true
            case .open(let destination): tasks.post(.open(destination))
            case .redraw: writer.forget()
            }
        }
    }

    /// Asks for another read after an event, but not for each one in a burst of them, and after a long time without events.
    private mutating func readWhenDue() {
        guard needsRead ? millisecondsUntilRead == 0 : Clock.ticks - lastRead > BoardLoop.longestReadInterval else { return }
        needsRead = false
        lastRead = Clock.ticks
        tasks.post(.read)
    }

    /// The time until the next read may be asked for, in milliseconds.
    private var millisecondsUntilRead: Int32 {
        Int32(clamping: max(0, lastRead + BoardLoop.shortestReadInterval - Clock.ticks) / 1_000_000)
    }

    private mutating func handle(_ number: Int32) throws(Failure) {
        switch number {
        case SIGWINCH: take(.resized(BoardTerminal.size))
        case SIGTSTP:
            BoardTerminal.leave()
            BoardSignals.raiseDefault(number)
            BoardSignals.install(number)
            try BoardTerminal.enter()
            take(.resized(BoardTerminal.size))
        case SIGCONT:
            try BoardTerminal.enter()
            take(.resized(BoardTerminal.size))
        default:
            BoardTerminal.leave()
            BoardSignals.raiseDefault(number)
        }
    }
}
