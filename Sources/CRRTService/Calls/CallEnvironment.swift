import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore
import Logging
import Synchronization
import Varlink

/// What answering a call needs: the rows, the roster in memory, what the site has decided, the clock, the log and the threads.
final class CallEnvironment: Sendable {
    let store: Store
    let roster: RosterView
    /// What may take longer than a moment is done by it, so that no other caller waits behind that.
    let scheduler: Scheduler
    let log: Logger
    let clock: @Sendable () -> Instant
    /// Randomness, another each time.
    let salt: @Sendable () -> String
    private let present: Mutex<Site>

    init(
        store: Store, roster: RosterView, scheduler: Scheduler, site: Site, log: Logger, clock: @escaping @Sendable () -> Instant,
        salt: @escaping @Sendable () -> String
    ) {
        (self.store, self.roster, self.scheduler, self.log, self.clock, self.salt) = (store, roster, scheduler, log, clock, salt)
        present = Mutex(site)
    }

    /// What is in force now.
    var site: Site {
        get { present.withLock { $0 } }
        set { present.withLock { $0 = newValue } }
    }

    /// The journal position that answers are given from.
    var seq: Int { roster.present.seq }

    /// Who is calling, by the configuration in force now; refused where the right does not admit them.
    func caller(of pending: any PendingCall, by right: Right) throws -> Caller {
        let site = site
        let caller = site.callers.caller(pending.session, site.configuration)
        guard right.admits(caller) else { throw Refusal.permission() }
        return caller
    }

    /// Asks one consistent question.
    func ask<Value>(_ caller: Caller, _ body: (Query) throws -> Value) throws -> Value {
        try store.read { try body(Query(caller: caller, now: clock(), site: site, rows: $0, roster: roster)) }
    }

    /// Answers a call with a value or the error that came instead.
    func answer<M: VarlinkMethod>(_ call: Call<M>, _ body: () throws -> M.Reply) {
        do {
            call.reply(try body())
        } catch {
            fail(call.pending, error)
        }
    }

    /// Answers a call with an error, whatever it was.
    func fail(_ call: any PendingCall, _ error: any Error) {
        let reply = Refusal.reply(to: error) ?? internalError(error, call.method)
        call.fail(reply)
    }

    /// What nobody foresaw: in the log with a reference, to the caller only the reference.
    func internalError(_ error: any Error, _ method: String) -> any VarlinkErrorReply {
        let reference = "\(clock().milliseconds)"
        log.error("\(method) failed", metadata: MessageID.internalError.with(["reference": "\(reference)", "error": "\(error)"]))
        return Service.InternalError(
            reference: reference,
            message: "something went wrong inside; nothing was changed; the administrator finds it in the log as \(reference)")
    }
}
