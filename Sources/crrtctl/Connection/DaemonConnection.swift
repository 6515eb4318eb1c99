import CRRTProtocol
import Glibc
import Varlink

/// A reply: decoded, and as the bytes that the daemon sent.
struct Answer<Reply> {
    var reply: Reply
    var raw: [UInt8]
}

/// The connection to the daemon, opened by the first call.
///
/// It acts as the principal that `--as` names, and rehearses with `--dry-run`. A call whose connection breaks is sent again with the same
/// idempotency key.
final class DaemonConnection {
    /// Which timeout a call has if the user sets none.
    enum CallLength {
        case usual
        /// Work that grows with the data: import, verify, backup.
        case long
    }

    /// Milliseconds to wait before each further attempt. Together they cover a restart of the daemon.
    private static let pauses: [UInt32] = [100, 500, 2000]

    let endpoint: Endpoint
    private let principal: String?
    private let isRehearsal: Bool
    private var keys: IdempotencyKeys
    /// The timeout that the user has set, in seconds.
    private let timeout: Int?
    private var client: VarlinkClient?
    private var shell: RemoteShell?
    /// Whether the daemon has answered anything yet. Until then ssh is not started again, since it may ask for a password.
    private var hasAnswered = false
    /// The marking of the last reply that had one.
    private var marking: Marking?

    /// - Parameters:
    ///   - key: The idempotency key of the run that this one repeats; nil for a new run.
    ///   - timeout: Seconds that each reply may take; nil for the default of the call's ``CallLength``.
    init(endpoint: Endpoint, principal: String?, rehearsing: Bool = false, repeating key: String? = nil, timeout: Int? = nil) {
        self.endpoint = endpoint
        self.timeout = timeout
        keys = IdempotencyKeys(repeating: key)
        isRehearsal = rehearsing
        self.principal = principal
    }

    /// A second connection to the same daemon as the same principal, for use while the first one blocks.
    func another() -> DaemonConnection { DaemonConnection(endpoint: endpoint, principal: principal, timeout: timeout) }

    /// The idempotency key of the next change.
    func key() -> String { keys.next() }

    /// Calls a method, and repeats the call if the connection breaks.
    ///
    /// - Parameter again: Whether to repeat. False for a call that is neither a read nor has an idempotency key.
    func call<M: VarlinkMethod>(
        _ method: M.Type, _ parameters: M.Parameters, length: CallLength = .usual, again: Bool = true
    ) throws(Failure) -> Answer<M.Reply> {
        let isChange = !isRehearsal && IdempotencyKeys.isPart(of: parameters)
        // A quick call first: a daemon that hangs would otherwise be noticed only after the long timeout, and a daemon that refuses the
        // connection, or an ssh that fails, only after a change was sent whose outcome is then unknown.
        if !hasAnswered, isChange || length == .long && timeout == nil { _ = try call(VarlinkService.GetInfo.self, .init()) }
        let raw = try attempts(again ? DaemonConnection.pauses : [], isChange) { (client) throws(ClientError) in
            client.timeout = seconds(length)
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

    /// Calls a method with `more` and passes every reply to `each`, until `each` returns false, which closes the connection.
    ///
    /// The call is not repeated if the connection breaks: only the caller knows where to go on.
    func stream<M: VarlinkMethod>(
        _ method: M.Type, _ parameters: M.Parameters, silence seconds: Int, _ each: (Answer<M.Reply>) throws -> Bool
    ) throws {
        let client = try opened()
        // The first reply comes at once, every later one no later than the next heartbeat.
        client.timeout = self.seconds(.usual)
        do {
            var isWanted = true
            try client.stream(method, parameters) { reply, raw in
                client.timeout = seconds
                hasAnswered = true
                isWanted = try each(Answer(reply: reply, raw: raw))
                return isWanted
            }
            // Replies may still arrive for this call, so the connection cannot be used for another.
            if !isWanted { drop() }
        } catch let error as ClientError {
            defer { drop() }
            throw explain(error, waited: client.timeout)
        }
    }

    /// Whether the daemon serves an exercise. The last marking says it; without one the daemon is asked, if it is connected.
    func isExercise() -> Bool { banner() != nil }

    /// The banner of an exercise; nil where the daemon serves none.
    func banner() -> String? {
        if marking == nil, client != nil { _ = try? call(Service.WhoAmI.self, .init(), again: false) }
        return marking?.banner
    }

    /// Connects unless it is connected.
    func open() throws(Failure) { _ = try opened() }

    /// Whether the daemon accepts a connection now.
    func isReachable() -> Bool {
        (try? opened()) != nil
    }
}

extension DaemonConnection {
    /// Runs the body, and repeats it after a pause if the connection broke or the daemon was busy.
    ///
    /// After `OutcomeUnknown` the daemon restarts. The body is repeated once: the idempotency key makes the daemon say what was done.
    ///
    /// - Parameter isChange: Whether the body sends a change, whose outcome is unknown once the connection breaks before its answer.
    private func attempts<Value>(
        _ pauses: [UInt32], _ isChange: Bool, _ body: (VarlinkClient) throws(ClientError) -> Value
    ) throws(Failure) -> Value {
        var left = pauses[...]
        var hasBroken = false
        var unknown: Failure?
        while true {
            let failure: Failure
            var isSettled = false
            do throws(Failure) {
                let client = try opened()
                do throws(ClientError) {
                    let value = try body(client)
                    hasAnswered = true
                    return value
                } catch {
                    isSettled = DaemonConnection.settles(error)
                    let told = failed(error, waited: client.timeout)
                    throw isChange && !isSettled ? unsettled(told, error) : told
                }
            } catch {
                failure = error
            }
            if isSettled { throw failure }
            let isRepeated = failure.remote?.as(Service.OutcomeUnknown.self) != nil
            hasBroken = hasBroken || failure.connection == .broken || isRepeated
            guard !isRepeated || unknown == nil, let next = left.popFirst(), let pause = pause(after: failure, hasBroken, next) else {
                throw unknown ?? failure
            }
            if failure.status == .outcomeUnknown { unknown = unknown ?? failure }
            if isRepeated { drop() }
            usleep(pause * 1000)
        }
    }

    /// Whether an error says what became of a change. An earlier attempt may have been done all the same where the daemon only puts the
    /// present one off.
    private static func settles(_ error: ClientError) -> Bool {
        guard case .remote(let remote) = error else { return false }
        return ![Service.Busy.name, Service.StorageGone.name, Service.OutcomeUnknown.name].contains(remote.name)
    }

    /// The failure of a change that was sent and may have been made: exit status 75, and the command that asks again.
    private func unsettled(_ failure: Failure, _ error: ClientError) -> Failure {
        var told = failure
        if case .remote(let remote) = error {
            guard remote.name == Service.OutcomeUnknown.name else { return failure }
        } else {
            told.details = ["the change may have been made or not; asked again with its key it is made once"]
            if case .timedOut = error { told.details.append("--timeout SECONDS waits longer") }
        }
        told.status = .outcomeUnknown
        told.next = repetition()
        return told
    }

    /// The command that repeats this run with its key, without some options and with other words.
    func repetition(without options: [String] = [], adding words: [String] = []) -> String {
        RetryCommand.command(CommandLine.arguments.dropFirst(), key: keys.invocation, without: options, adding: words)
    }

    /// The time to wait before the next attempt, in milliseconds; nil if another attempt would not help.
    private func pause(after failure: Failure, _ hasBroken: Bool, _ next: UInt32) -> UInt32? {
        if let busy = failure.remote?.as(Service.Busy.self) { return UInt32(clamping: min(max(busy.retryAfterMs, 1), 10_000)) }
        if failure.remote?.as(Service.OutcomeUnknown.self) != nil { return next }
        guard hasAnswered || shell == nil else { return nil }
        return switch failure.connection {
        case .broken: next
        case .refused: hasBroken ? next : nil
        case .other: nil
        }
    }

    private func failed(_ error: ClientError, waited: Int?) -> Failure {
        var failure = explain(error, waited: waited)
        // A verb that reads a record first asks for another change once the first run has changed that record.
        if keys.isRepeated, failure.remote?.as(Service.InvalidRecord.self)?.field == "idempotencyKey" {
            failure.text = "the first run was done; what this one asks for is another change by now, and nothing was changed"
            (failure.details, failure.next) = ([], "look at the record before you ask again")
        }
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
            // For the banner above the error: `--as` may have named a principal that does not exist.
            if case .remote = error { marking = (try? client.call(Service.WhoAmI.self, .init())).flatMap { Marking(of: $0) } }
            let failure = explain(error, waited: client.timeout)
            throw principal.map { DaemonConnection.cannotActAs($0, failure) } ?? failure
        }
        return client
    }

    /// The failure to act as a principal, with the reason: that is exercise control's alone.
    private static func cannotActAs(_ principal: String, _ failure: Failure) -> Failure {
        guard failure.status == .notPermitted, failure.remote != nil else { return failure }
        return Failure(
            .notPermitted, "--as \(principal) is for exercises: exercise control alone acts as others, and on an exercise instance",
            next: "the same without --as, or with --instance exercise", remote: failure.remote)
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

    /// Closes the connection. The next call opens a new one.
    func drop() {
        client?.close()
        client = nil
    }

    /// The timeout in seconds. It is longer through ssh, where the user may have to type a password.
    private func seconds(_ length: CallLength) -> Int {
        if let timeout { return timeout }
        return switch length {
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
        return Failure(error, endpoint: endpoint, waited: waited, isFirst: !hasAnswered)
    }
}
