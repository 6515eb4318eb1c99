import CRRTDomain
import CRRTProtocol
import CRRTStore
import Logging
import Varlink

/// How methods are reached: every one of them through a row that says who may call it. There is no other way in.
/// What shows records is marked on the way out, by the label of all that it holds.
struct MethodTable {
    private(set) var router: Router
    /// Full method name to who may call it.
    private(set) var rights: [String: Right] = [:]
    private let instance: Instance

    init(_ router: Router, _ instance: Instance) {
        self.router = router
        self.instance = instance
    }

    /// Who may call a method; which records he then reaches is the visibility's matter.
    enum Right: Sendable, Hashable {
        /// Everybody who reaches the socket.
        case anyone
        /// Everybody with a role.
        case known
        case roles(Set<Role>)

        /// Those who may read records; which ones is the visibility's matter.
        static let readers = roles([.duty, .ncp, .authority, .auditor])

        func admits(_ caller: Caller) -> Bool {
            switch self {
            case .anyone: true
            case .known: caller.isKnown
            case .roles(let roles): caller.isAny(of: roles)
            }
        }
    }

    /// A question, answered at once where the call came in.
    mutating func query<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ answer: @escaping @Sendable (M.Parameters, Query) throws -> M.Reply
    ) where M.Reply: MarkedReply {
        row(method, right) { [instance] parameters, caller, call in
            call.reply(try instance.ask(caller) { try $0.mark(try answer(parameters, $0)) })
        }
    }

    /// A question whose answer is stored as the wire has it, and so is neither decoded nor encoded.
    ///
    /// - Parameter answer: gives the reply's parameters as JSON.
    mutating func verbatim<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ answer: @escaping @Sendable (M.Parameters, Query) throws -> [UInt8]
    ) {
        row(method, right) { [instance] parameters, caller, call in
            call.pending.send(try instance.ask(caller) { try answer(parameters, $0) }, continues: false)
        }
    }

    /// A question that may take longer than a moment, answered beside the loop. It asks the rows only for as long as it needs them: the
    /// write-ahead log grows meanwhile.
    mutating func longQuery<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, as work: Work = .heavy,
        _ answer: @escaping @Sendable (M.Parameters, Caller, Instance) throws -> M.Reply
    ) where M.Reply: MarkedReply {
        row(method, right) { [instance] parameters, caller, call in
            try instance.answer(call, as: work) {
                let reply = try answer(parameters, caller, instance)
                return try instance.ask(caller) { try $0.mark(reply) }
            }
        }
    }

    /// A list: one record a reply where the caller streams, a page where not.
    mutating func list<M: VarlinkMethod, L: RecordList>(_ list: L.Type, by right: Right) where L.Method == M {
        row(M.self, right) { [instance] parameters, caller, call in
            try ListAnswer<L>(instance, right, parameters, call).begin()
        }
    }

    /// A change, made on the writer in one transaction and answered once it is durable. A repeated one (same idempotency key)
    /// gets its first answer.
    mutating func command<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ change: @escaping @Sendable (consuming M.Parameters, Command) throws -> M.Reply
    ) where M.Parameters: Repeatable, M.Reply: MarkedReply {
        row(method, right) { [instance] parameters, caller, call in
            let parcel = Parcel(parameters)
            instance.store.write(of: call.pending.session.peer.uid, rehearsing: call.pending.session.remarks.isRehearsal) { writing in
                let command = Command(
                    caller: caller, now: instance.clock(), site: instance.site, salt: instance.salt, writing: writing)
                return try Repetition(method: M.name, command).answer(parcel.take()) { (parameters: consuming M.Parameters) in
                    try command.mark(try change(parameters, command))
                }
            } then: { outcome in
                instance.answer(call) { try outcome.get() }
            }
        }
    }

    /// Does something outside the database, which nobody can undo: it is not rehearsed.
    mutating func act<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>, Instance) throws -> Void
    ) {
        other(method, by: right) { parameters, caller, call, instance in
            if call.pending.session.remarks.isRehearsal {
                throw Refusal.invalid("Rehearse", "was called on this connection, and \(M.name) cannot be rehearsed; open another one")
            }
            try handle(parameters, caller, call, instance)
        }
    }

    /// A method that does neither: it gets the call itself.
    mutating func other<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>, Instance) throws -> Void
    ) {
        row(method, right) { [instance] parameters, caller, call in try handle(parameters, caller, call, instance) }
    }

    private mutating func row<M: VarlinkMethod>(
        _ method: M.Type, _ right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>) throws -> Void
    ) {
        rights[M.name] = right
        router.on(
            method,
            admit: { [instance] pending in
                let caller = try instance.caller(of: pending, by: right)
                instance.log.debug(
                    "\(M.name)", metadata: ["callerUid": "\(caller.principal.uid)", "principal": "\(caller.principal.name)"])
                return caller
            },
            inspect: EdgeText.check,
            { parameters, caller, call in
                do {
                    try handle(parameters, caller, call)
                } catch {
                    throw Refusal.reply(to: error) ?? error
                }
            })
    }
}

extension Instance {
    /// Who is calling, by the configuration in force now; refused where the right does not admit him.
    func caller(of pending: any PendingCall, by right: MethodTable.Right) throws -> Caller {
        let site = site
        let caller = site.callers.caller(pending.session, site.configuration)
        guard right.admits(caller) else { throw Refusal.permission() }
        return caller
    }

    /// Asks one consistent question.
    func ask<Value>(_ caller: Caller, _ body: (Query) throws -> Value) throws -> Value {
        try store.read { try body(Query(caller: caller, now: clock(), site: site, reading: $0, roster: roster)) }
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
