import Foundation
import Glibc
public import Varlink

/// A real crrtd process on a temporary socket. Tests kill it, start it again, and call it as whom they like.
public final class RunningDaemon {
    public let folder: TemporaryFolder
    public var socket: String { folder.file("io.crrtd") }
    public var state: String { folder.file("state") }
    public var database: String { state + "/crrtd.db" }
    private var process: Process?
    /// What it tells the service manager, where it was started to be watched.
    public private(set) var manager: ReadySocket?
    private var bridges: [Process] = []
    /// Whom the daemon runs as; nil: this process's own user.
    private let user: UInt32?
    /// A program and its arguments that starts the daemon; none: it is started as it is.
    private let launcher: [String]
    public var processIdentifier: Int32 { process?.processIdentifier ?? -1 }

    /// Starts a daemon, gives it to the body, and stops it.
    ///
    /// - Parameters:
    ///   - user: whom it runs as, which needs root; nil: this process's own user.
    ///   - launcher: a program with its arguments that starts it, such as prlimit.
    public static func with<Value>(
        _ site: TestSite = TestSite(), as user: UInt32? = nil, through launcher: [String] = [], _ body: (RunningDaemon) throws -> Value
    ) throws -> Value {
        try TemporaryFolder.with { folder in
            try site.write(to: folder)
            let daemon = RunningDaemon(folder, user, launcher)
            defer { daemon.end() }
            try daemon.start()
            return try body(daemon)
        }
    }

    private init(_ folder: TemporaryFolder, _ user: UInt32?, _ launcher: [String]) {
        self.folder = folder
        self.user = user
        self.launcher = launcher
        if let user { chown(folder.path, user, user) }
    }

    /// Returns once the daemon has said READY.
    ///
    /// - Parameter watched: whether `manager` goes on listening. It must then be read: a daemon without a listener waits.
    public func start(_ arguments: [String] = [], environment: [String: String] = [:], watched: Bool = false) throws {
        manager = nil
        let ready = try ReadySocket(path: folder.file("notify"))
        manager = watched ? ready : nil
        let process = Process()
        let command = try command
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = command.dropFirst() + ["--config", folder.file("etc"), "--state", state, "--socket", socket] + arguments
        process.environment = ProgramEnvironment.with(["NOTIFY_SOCKET": ready.path].merging(environment) { first, _ in first })
        process.standardInput = FileHandle.nullDevice
        process.standardError = try log()
        try process.run()
        self.process = process
        guard ready.waitUntilReady(seconds: 60) else { throw FixtureError("crrtd did not become ready:\n\(logText)") }
    }

    /// What runs crrtd as whom it is to run.
    private var command: [String] {
        get throws {
            guard let user else { return launcher + [try BuiltPrograms.url("crrtd").path] }
            chmod(folder.file("notify"), 0o666)
            return launcher + ["/usr/bin/setpriv"] + Self.change(to: user) + [try program("crrtd")]
        }
    }

    private func log() throws -> FileHandle {
        let path = folder.file("log")
        if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        handle.seekToEndOfFile()
        return handle
    }

    public var logText: String { (try? String(contentsOfFile: folder.file("log"), encoding: .utf8)) ?? "" }

    /// Returns once its log says this.
    ///
    /// - Returns: false where it has not within 20 seconds.
    public func waitForLog(_ text: String) -> Bool {
        guard let events = try? FolderEvents(folder.path, writes: true) else { return false }
        return events.wait { logText.contains(text) }
    }

    /// SIGKILL: what was acknowledged must be there afterwards.
    public func kill() {
        guard let process else { return }
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        self.process = nil
    }

    /// SIGTERM. - Returns: the exit status.
    @discardableResult
    public func stop() -> Int32 {
        guard let process else { return 0 }
        process.terminate()
        process.waitUntilExit()
        self.process = nil
        return process.terminationStatus
    }

    /// Waits until the daemon has ended by itself. - Returns: its exit status.
    public func waitForEnd() -> Int32 {
        process?.waitUntilExit()
        return process?.terminationStatus ?? -1
    }

    public func signal(_ number: Int32) {
        if let process { Glibc.kill(process.processIdentifier, number) }
    }

    private func end() {
        for bridge in bridges where bridge.isRunning { bridge.terminate() }
        for bridge in bridges { bridge.waitUntilExit() }
        if process?.isRunning == true { stop() }
    }

    /// A connection of this process's own user.
    public func connect() throws -> VarlinkClient {
        let client = try VarlinkClient(path: socket)
        client.timeout = 60
        return client
    }

    /// A connection whose peer, by the kernel's word, is another user: `crrtctl bridge`, run as that user. Needs root.
    public func connect(uid: UInt32, groups: [UInt32] = []) throws -> VarlinkClient {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw FixtureError("socketpair: \(String(cString: strerror(errno)))")
        }
        let bridge = Process()
        bridge.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        bridge.arguments = Self.change(to: uid, groups) + [try program("crrtctl"), "--socket", socket, "bridge"]
        let theirs = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        bridge.standardInput = theirs
        bridge.standardOutput = theirs
        try bridge.run()
        try theirs.close()
        bridges.append(bridge)
        let client = VarlinkClient(fileDescriptor: ends[0])
        client.timeout = 60
        return client
    }

    /// Runs crrtctl against this daemon as another user. Needs root.
    public func crrtctl(_ arguments: [String], as uid: UInt32, input: String = "") throws -> ProgramRun {
        try ProgramRun(
            URL(fileURLWithPath: "/usr/bin/setpriv"), "crrtctl", Self.change(to: uid) + [try program("crrtctl")] + arguments,
            ["CRRT_SOCKET": socket], input: input, in: folder)
    }

    /// The arguments with which setpriv makes a process another user's.
    private static func change(to uid: UInt32, _ groups: [UInt32] = []) -> [String] {
        let supplementary = groups.isEmpty ? "--clear-groups" : "--groups=" + groups.map(String.init).joined(separator: ",")
        return ["--reuid=\(uid)", "--regid=\(uid)", supplementary]
    }

    /// A copy that every user may run, wherever the checkout lies.
    private func program(_ name: String) throws -> String {
        let copy = folder.file(name)
        if !FileManager.default.fileExists(atPath: copy) {
            // By another process: what this one has open for writing may at that moment be open in a child that another test has just
            // forked, and then cannot be run ("text file busy").
            let copying = try Process.run(URL(fileURLWithPath: "/bin/cp"), arguments: [try BuiltPrograms.url(name).path, copy])
            copying.waitUntilExit()
            chmod(copy, 0o755)
        }
        return copy
    }

    /// Runs crrtctl against this daemon, as this process's own user.
    public func crrtctl(_ arguments: [String], input: String = "") throws -> ProgramRun {
        try crrtctl(arguments, environment: [:], input: input)
    }

    /// The same with more in its environment, such as an editor.
    public func crrtctl(_ arguments: [String], environment: [String: String], input: String = "") throws -> ProgramRun {
        try ProgramRun("crrtctl", arguments, environment.merging(["CRRT_SOCKET": socket]) { first, _ in first }, input: input, in: folder)
    }

    /// The same on a terminal, where this lies ready on the keyboard.
    public func crrtctl(typed: String, _ arguments: [String], environment: [String: String] = [:]) throws -> TerminalRun {
        try TerminalRun("crrtctl", arguments, environment.merging(["CRRT_SOCKET": socket]) { first, _ in first }, typed: typed)
    }
}
