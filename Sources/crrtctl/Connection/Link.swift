import CRRTProtocol
import Glibc
import Varlink

/// A reply, as a value and as the daemon wrote it.
struct Answer<Reply> {
    var reply: Reply
    var raw: [UInt8]
}

/// The connection to the daemon. It opens with the first call, plays the principal that `--as` names, rehearses with `--dry-run`, and
/// sends a call again, with the same idempotency key, when the connection breaks under it.
final class Link {
    /// How long a call may take where the user does not say it.
    enum Patience {
        case usual
        /// Work that grows with the data: import, verify, backup.
        case long
    }

    /// Waits before each further attempt, in milliseconds: about as long as a daemon takes to restart.
    private static let pauses: [UInt32] = [100, 500, 2000]

    let endpoint: Endpoint
    private let principal: String?
    private let isRehearsal: Bool
    private var keys: IdempotencyKeys
    /// Seconds, where the user says how long to wait.
    private let timeout: Int?
    private var client: VarlinkClient?
    private var shell: RemoteShell?
    /// Whether anything came back yet; an ssh that never got through is not started again, as it may ask for a password.
    private var hasAnswered = false
    /// What the last marked reply was marked with.
    private var marking: Marking?

    /// - Parameters:
    ///   - key: of the run that this one repeats; nil: it is a new one.
    ///   - timeout: seconds that each answer may take; nil: what is usual.
    init(endpoint: Endpoint, principal: String?, rehearsing: Bool = false, repeating key: String? = nil, timeout: Int? = nil) {
        self.endpoint = endpoint
        self.timeout = timeout
        keys = IdempotencyKeys(repeating: key)
        isRehearsal = rehearsing
        self.principal = principal
    }

    /// A second connection to the same daemon, as the same principal: one waits while the other asks.
    func another() -> Link { Link(endpoint: endpoint, principal: principal, timeout: timeout) }

    /// The idempotency key of the next change.
    func key() -> String { keys.next() }

    /// Calls, and again when the connection breaks. `again` is false for what is no read and has no idempotency key.
    func call<M: VarlinkMethod>(
        _ method: M.Type, _ parameters: M.Parameters, patience: Patience = .usual, again: Bool = true
    ) throws(Failure) -> Answer<M.Reply> {
        // Before a long silence, a word that it is there.
        if patience == .long, timeout == nil, !hasAnswered { _ = try call(VarlinkService.GetInfo.self, .init()) }
        let raw = try attempts(again ? Link.pauses : []) { (client) throws(ClientError) in
            client.timeout = seconds(patience)
            return try client.callRaw(M.name, parameters.jsonBytes())
        }
        do throws(JSONError) {
            let reply = try M.Reply(json: raw, ignoringUnknownFields: true)
            marking = Marking(of: reply) ?? marking
            return Answer(reply: reply, raw: raw)
        } catch {
            throw explain(.malformed(error))
        }
    }

    /// Calls with `more`; `each` gets every reply until it says false, which ends the connection. The caller begins again where it ends
    /// with a broken one.
    func stream<M: VarlinkMethod>(
        _ method: M.Type, _ parameters: M.Parameters, silence seconds: Int, _ each: (Answer<M.Reply>) throws -> Bool
    ) throws {
        let client = try opened()
        // The first reply comes at once, each further one at the latest with the next heartbeat.
        client.timeout = self.seconds(.usual)
        do {
            var isWanted = true
            try client.stream(method, parameters) { reply, raw in
                client.timeout = seconds
                hasAnswered = true
                isWanted = try each(Answer(reply: reply, raw: raw))
                return isWanted
            }
            // What else the daemon sends belongs to the call that is over.
            if !isWanted { drop() }
        } catch let error as ClientError {
            defer { drop() }
            throw explain(error, waited: client.timeout)
        }
    }

    /// Whether the daemon serves an exercise. It says so with every record; where it has shown none yet it is asked, on the connection that
    /// there is.
    func isExercise() -> Bool {
        if marking == nil, client != nil { _ = try? call(Service.WhoAmI.self, .init(), again: false) }
        return marking?.isExercise ?? false
    }

    /// Connects where that has not been done yet.
    func open() throws(Failure) { _ = try opened() }

    /// Whether a connection can be made now.
    func reachable() -> Bool {
        (try? opened()) != nil
    }
}

extension Link {
    /// Runs the body; repeats it after a pause where the connection broke, where the daemon was busy, or, once, where it could not say what
    /// had come of it and starts anew.
    private func attempts<Value>(
        _ pauses: [UInt32], _ body: (VarlinkClient) throws(ClientError) -> Value
    ) throws(Failure) -> Value {
        var left = pauses[...]
        var hasBroken = false
        var unknown: Failure?
        while true {
            let failure: Failure
            do throws(Failure) {
                let client = try opened()
                do throws(ClientError) {
                    let value = try body(client)
                    hasAnswered = true
                    return value
                } catch {
                    throw failed(error, waited: client.timeout)
                }
            } catch {
                failure = error
            }
            let isUnknown = failure.status == .outcomeUnknown
            hasBroken = hasBroken || failure.connection == .broken || isUnknown
            guard !isUnknown || unknown == nil, let next = left.popFirst(), let pause = pause(after: failure, hasBroken, next) else {
                throw outcome(failure, unknown)
            }
            if isUnknown {
                unknown = failure
                drop()
            }
            usleep(pause * 1000)
        }
    }

    /// What to say at the end: a repetition that was answered tells what had come of the change, any other one does not.
    private func outcome(_ failure: Failure, _ unknown: Failure?) -> Failure {
        let isAnswer = failure.remote.map { $0.name != Service.Busy.name && $0.name != Service.StorageGone.name } ?? false
        var told = isAnswer ? failure : unknown ?? failure
        guard told.status == .outcomeUnknown else { return told }
        told.next = SameAgain.command(CommandLine.arguments.dropFirst(), key: keys.invocation)
        return told
    }

    /// What to wait before the next attempt, in milliseconds; nil where another one would not help.
    private func pause(after failure: Failure, _ hasBroken: Bool, _ next: UInt32) -> UInt32? {
        if let busy = failure.remote?.as(Service.Busy.self) { return UInt32(clamping: min(max(busy.retryAfterMs, 1), 10_000)) }
        if failure.status == .outcomeUnknown { return next }
        guard hasAnswered || shell == nil else { return nil }
        return switch failure.connection {
        case .broken: next
        case .refused: hasBroken ? next : nil
        case .other: nil
        }
    }

    private func failed(_ error: ClientError, waited: Int?) -> Failure {
        let failure = explain(error, waited: waited)
        if case .remote = error {
            hasAnswered = true
        } else {
            drop()
        }
        return failure
    }

    private func opened() throws(Failure) -> VarlinkClient {
        if let client { return client }
        let client = try connected()
        self.client = client
        do throws(ClientError) {
            client.timeout = seconds(.usual)
            if let principal { _ = try client.call(Service.ActAs.self, .init(principal: principal)) }
            if isRehearsal { _ = try client.call(Service.Rehearse.self, .init()) }
            hasAnswered = hasAnswered || principal != nil || isRehearsal
        } catch {
            defer { drop() }
            // A caller who misnames a part is told whether this is an exercise.
            if case .remote = error { marking = (try? client.call(Service.WhoAmI.self, .init())).flatMap { Marking(of: $0) } }
            throw explain(error, waited: client.timeout)
        }
        return client
    }

    private func connected() throws(Failure) -> VarlinkClient {
        switch endpoint {
        case .socket(let path):
            let limit = seconds(.usual)
            do throws(ClientError) { return try VarlinkClient(path: path, within: limit) } catch { throw explain(error, waited: limit) }
        case .ssh(let host, let bridge):
            let (shell, socket) = try RemoteShell.start(host: host, bridge: bridge)
            self.shell = shell
            return VarlinkClient(fileDescriptor: socket)
        }
    }

    /// Ends the connection; the next call opens a new one.
    func drop() {
        client?.close()
        client = nil
    }

    /// In seconds. Through ssh the user may have to type a password, and the line may be slow.
    private func seconds(_ patience: Patience) -> Int {
        if let timeout { return timeout }
        return switch patience {
        case .usual: endpoint.path == nil ? 120 : 30
        case .long: 3600
        }
    }

    private func explain(_ error: ClientError, waited: Int? = nil) -> Failure {
        if case .closed = error, let shell {
            client?.close()
            var failure = Failure(.unreachable, "\(endpoint.description): \(shell.reason())")
            failure.connection = .broken
            return failure
        }
        var failure = Failure(error, endpoint: endpoint, waited: waited, isFirst: !hasAnswered)
        if case .timedOut = error, keys.areUsed, !isRehearsal {
            failure.details.append("what was asked for may still be done; look before you ask again")
        }
        return failure
    }
}
