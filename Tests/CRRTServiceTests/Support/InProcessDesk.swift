import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Dispatch
import Foundation
import Logging
import Synchronization
import Testing
import Varlink

@testable import CRRTService

/// The service without a socket: the same method table, the same store on disk, and a clock that a test can move. Callers are peers,
/// as the kernel would name them.
final class InProcessDesk: Sendable {
    let clock: ManualClock
    private let folder: TemporaryFolder
    private let life: Mutex<Life>

    var instance: Instance { life.withLock { $0.instance } }
    var router: Router { life.withLock { $0.router } }
    var store: Store { life.withLock { $0.store } }

    /// From one start to the next stop.
    private struct Life {
        let store: Store
        let instance: Instance
        let router: Router

        init(_ path: String, _ folder: TemporaryFolder, _ clock: ManualClock) throws {
            store = try Store(path: path)
            var log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            log.logLevel = .critical
            instance = try Instance(
                store: store, log: log, clock: { clock.now }, salt: { "00" },
                load: { try Configuration.load(directory: folder.file("etc")) })
            router = instance.router(version: "test")
        }

        func end() {
            instance.stop()
            try? store.close()
        }
    }

    static func with<Value>(_ site: TestSite = TestSite(), _ body: (InProcessDesk) throws -> Value) throws -> Value {
        try TemporaryFolder.with { folder in
            try site.write(to: folder)
            let desk = try InProcessDesk(folder)
            defer { desk.end() }
            return try body(desk)
        }
    }

    private init(_ folder: TemporaryFolder) throws {
        clock = ManualClock(Samples.today.startOfDay.adding(hours: 3))
        self.folder = folder
        life = Mutex(try Life(folder.file("crrtd.db"), folder, clock))
    }

    private func end() { life.withLock { $0.end() } }

    /// Stops and starts again, with the hours that pass in between; nobody may be asking anything.
    ///
    /// - Parameter killed: goes on with the files as they lie there, as after SIGKILL, and not with those that a clean stop leaves.
    func restart(killed: Bool, afterHours hours: Int) throws {
        try life.withLock { life in
            var path = life.store.path
            if killed {
                path = folder.file("crrtd-\(UUID().uuidString).db")
                for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: life.store.path + end, toPath: path + end) }
            }
            life.end()
            clock.advance(hours: hours)
            life = try Life(path, folder, clock)
        }
    }

    /// Writes a copy of the database, as a backup is written.
    ///
    /// - Returns: where it is.
    func backup() throws -> String {
        let path = folder.file("backup-\(UUID().uuidString).db")
        _ = try store.backup(to: path)
        return path
    }

    /// Stops, puts a backup in the place of the database as `crrtctl restore` does, and starts again.
    func restore(_ backup: String) throws {
        try life.withLock { life in
            let path = life.store.path
            life.end()
            let file = open(backup, O_RDONLY | O_CLOEXEC)
            defer { close(file) }
            let kept = folder.file("kept-\(UUID().uuidString).db")
            try Replacement(of: (file, nil, nil), for: path, keys: [], at: clock.now).putInPlace(keeping: kept)
            life = try Life(path, folder, clock)
        }
    }

    /// Puts another configuration of who is who in force.
    func reconfigure(principals: String) throws {
        try folder.write(principals, to: "etc/principals.yaml")
        _ = try instance.reload()
    }

    /// Moves the clock and waits until everything that is due then has happened.
    func advance(hours: Int) {
        clock.advance(hours: hours)
        settle()
    }

    /// Moves the clock to an instant in its future, RFC 3339. What is due then has not happened yet.
    ///
    /// - Parameter orLater: leaves the clock alone where it is past the instant already.
    func waitFor(_ instant: String, orLater: Bool = false) {
        guard let instant = try? Instant(instant) else {
            Issue.record("\(instant) is no instant")
            return
        }
        let wait = instant.milliseconds - clock.now.milliseconds
        if wait < 0, orLater { return }
        clock.advance(milliseconds: wait)
    }

    /// Waits until everything that is due has happened.
    func settle() { instance.deadlines.fireOverdue() }

    /// One call by a user of this machine, to its answer.
    func ask<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, as uid: UInt32) throws -> Answer<M.Reply> {
        let call = WaitingCall(M.name, Peer(uid: uid, gid: uid, pid: 1, groups: []))
        let router = life.withLock { $0.router }
        parameters.jsonBytes().withUnsafeBytes { router.dispatch($0, call) }
        switch call.wait() {
        case .reply(let json): return .reply(try M.Reply(json: json))
        case .error(let name, let json): return .error(RemoteError(name: name, parameters: try JSONObject(json: json)))
        }
    }

    /// One call with parameters as they would stand on the wire, to its answer's JSON.
    ///
    /// - Parameter more: whether several replies are taken; the first is the answer.
    /// - Returns: the error's name, nil for a reply.
    func ask(_ method: String, json: [UInt8], more: Bool = false, as uid: UInt32) -> (error: String?, json: [UInt8]) {
        let call = WaitingCall(method, Peer(uid: uid, gid: uid, pid: 1, groups: []), more: more)
        let router = life.withLock { $0.router }
        json.withUnsafeBytes { router.dispatch($0, call) }
        switch call.wait() {
        case .reply(let json): return (nil, json)
        case .error(let name, let json): return (name, json)
        }
    }

    /// A call that is expected to be answered with a reply.
    func call<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, as uid: UInt32) throws -> M.Reply {
        switch try ask(method, parameters, as: uid) {
        case .reply(let reply): return reply
        case .error(let error): throw error
        }
    }
}

/// A clock that stands still until it is moved.
final class ManualClock: Sendable {
    private let instant: Mutex<Instant>
    init(_ instant: Instant) { self.instant = Mutex(instant) }
    var now: Instant { instant.withLock { $0 } }
    func advance(hours: Int) { instant.withLock { $0 = $0.adding(hours: hours) } }
    func advance(milliseconds: Int64) { instant.withLock { $0.milliseconds += milliseconds } }
}

/// A call whose caller waits on the spot.
private final class WaitingCall: PendingCall {
    enum Outcome: Sendable {
        case reply([UInt8])
        case error(String, [UInt8])
    }

    let method: String
    let session: Session
    let more: Bool
    let oneway = false
    let isWritable = true
    private let outcome = Mutex<Outcome?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ method: String, _ peer: Peer, more: Bool = false) {
        (self.method, self.more) = (method, more)
        session = Session(id: 1, peer: peer)
    }

    func send(_ parameters: [UInt8], continues: Bool) { finish(.reply(parameters)) }
    func fail(_ name: String, _ parameters: [UInt8]) { finish(.error(name, parameters)) }
    func onWritable(_ body: @escaping @Sendable () -> Void) { body() }
    func onClose(_ body: @escaping @Sendable () -> Void) {}

    private func finish(_ result: Outcome) {
        outcome.withLock { $0 = $0 ?? result }
        done.signal()
    }

    func wait() -> Outcome {
        done.wait()
        return outcome.withLock { $0 } ?? .error("nothing", [])
    }
}
