import Foundation
import Glibc

/// A built program on a terminal of its own, with a test that reads and types.
public final class LiveTerminal {
    public private(set) var screen: TerminalScreen
    /// Everything that came, as text.
    public private(set) var raw = ""
    private let master: Int32
    /// Held open, so that what the program leaves behind can still be looked at.
    private let slave: Int32
    private let process = Process()

    /// - Parameter kind: what `TERM` says; nil: it is not set.
    public init(
        _ name: String, _ arguments: [String], _ environment: [String: String] = [:], kind: String? = "xterm-256color", columns: Int = 80,
        rows: Int = 24
    ) throws {
        (master, slave) = try TerminalRun.pair()
        screen = TerminalScreen(rows: rows)
        resize(columns: columns, rows: rows)
        // setsid makes the terminal the program's own, so that it gets the signals of keys and of a new size.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["--ctty", "--wait", try BuiltPrograms.url(name).path] + arguments
        let usual = ["NO_COLOR": "1"].merging(kind.map { ["TERM": $0] } ?? [:]) { $1 }
        process.environment = ProgramEnvironment.with(environment.merging(usual) { first, _ in first })
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        process.standardInput = terminal
        process.standardOutput = terminal
        process.standardError = terminal
        try process.run()
    }

    deinit {
        if process.isRunning {
            send(SIGKILL)
            process.terminate()
        }
        close(master)
        close(slave)
    }

    /// Sends a signal to the program itself.
    public func send(_ signal: Int32) {
        let starter = process.processIdentifier
        let children = (try? String(contentsOfFile: "/proc/\(starter)/task/\(starter)/children", encoding: .utf8)) ?? ""
        // Where setsid did not fork, it has become the program.
        let program = children.split(separator: " ").first.flatMap { Int32($0) } ?? starter
        if program > 1 { kill(program, signal) }
    }

    /// How the terminal treats input: local and input flags.
    public var mode: [UInt32] {
        var mode = termios()
        return tcgetattr(slave, &mode) == 0 ? [mode.c_lflag, mode.c_iflag] : []
    }

    public func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    public func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        screen.resize(rows: rows)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Reads until the screen shows what is waited for.
    public func wait(for what: String, _ isThere: (TerminalScreen) -> Bool) throws {
        let end = ContinuousClock.now + .seconds(60)
        while !isThere(screen) {
            guard read(within: 200) || process.isRunning, ContinuousClock.now < end else {
                throw FixtureError("the screen never showed \(what):\n\(screen.text)")
            }
        }
    }

    public func wait(for text: String) throws { try wait(for: text) { $0.text.contains(text) } }

    /// Reads until the program has ended. - Returns: its exit status.
    public func waitForEnd() throws -> Int32 {
        let end = ContinuousClock.now + .seconds(60)
        while process.isRunning {
            _ = read(within: 50)
            guard ContinuousClock.now < end else { throw FixtureError("the program does not end:\n\(screen.text)") }
        }
        process.waitUntilExit()
        while read(within: 0) {}
        return process.terminationStatus
    }

    /// - Returns: whether anything came.
    private func read(within milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        let count = Glibc.read(master, &chunk, chunk.count)
        guard count > 0 else { return false }
        screen.take(Array(chunk[..<count]))
        raw += String(decoding: chunk[..<count], as: UTF8.self)
        return true
    }
}
