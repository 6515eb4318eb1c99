import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore
import Logging
import Synchronization
import Varlink

/// What answering a call needs: the store, the roster in memory, the configuration in force, the clock, the log and the scheduler.
final class CallEnvironment: Sendable {
    let store: Store
    let roster: RosterView
    /// Runs work that takes long, so that no other caller waits for it.
    let scheduler: Scheduler
    let log: Logger
    let clock: @Sendable () -> Instant
    /// Returns new randomness at each call.
    let salt: @Sendable () -> String
    let calls: CallCounters
    private let current: Mutex<Site>
    /// Counts internal errors, so that each has a reference of its own.
    private let internalErrors = Atomic(0)

    init(
        store: Store, roster: RosterView, scheduler: Scheduler, site: Site, log: Logger, clock: @escaping @Sendable () -> Instant,
        salt: @escaping @Sendable () -> String, calls: CallCounters
    ) {
        self.calls = calls
        (self.store, self.roster, self.scheduler, self.log, self.clock, self.salt) = (store, roster, scheduler, log, clock, salt)
        current = Mutex(site)
    }

    /// The configuration in force.
    var site: Site {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// The journal position that answers are based on.
    var seq: Int { roster.snapshot.seq }

    /// The caller, by the configuration in force.
    ///
    /// - Throws: `PermissionDenied` where the right does not admit them. Its message says whom the right admits.
    func caller(of pending: any PendingCall, by right: Right) throws -> Caller {
        let site = site
        let caller = site.callers.caller(pending.session, site.configuration)
        guard right.admits(caller) else { throw Refusal.permission(right.words) }
        return caller
    }

    /// Runs a query in one consistent transaction.
    func query<Value>(_ caller: Caller, _ body: (Query) throws -> Value) throws -> Value {
        try store.read { try body(Query(caller: caller, now: clock(), site: site, rows: $0, roster: roster)) }
    }

    /// Answers a call with the result of `body`, or with its error.
    func answer<M: VarlinkMethod>(_ call: Call<M>, _ body: () throws -> M.Reply) {
        do {
            call.reply(try body())
        } catch {
            fail(call.pending, error)
        }
    }

    /// Answers a call with any error.
    func fail(_ call: any PendingCall, _ error: any Error) {
        let reply = Refusal.reply(to: error) ?? internalError(error, call.method)
        calls[call.method]?.answered(type(of: reply).name)
        call.fail(reply)
    }

    /// The reply to an unforeseen error. The error goes to the log with a reference, and the caller gets only the reference.
    func internalError(_ error: any Error, _ method: String) -> any VarlinkErrorReply {
        // The time makes it unique across restarts, the count within this process.
        let count = internalErrors.add(1, ordering: .relaxed).newValue
        let reference = "\(clock().milliseconds)-\(count)"
        log.error("\(method) failed", metadata: MessageID.internalError.with(["reference": "\(reference)", "error": "\(error)"]))
        return Service.InternalError(
            reference: reference,
            message: "something went wrong inside; nothing was changed; the administrator finds it in the log as \(reference)")
    }
}
