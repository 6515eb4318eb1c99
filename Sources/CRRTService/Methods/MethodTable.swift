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
    private let environment: CallEnvironment

    init(_ router: Router, _ environment: CallEnvironment) {
        self.router = router
        self.environment = environment
    }

    /// A question, answered at once where the call came in.
    mutating func query<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ answer: @escaping @Sendable (M.Parameters, Query) throws -> M.Reply
    ) where M.Reply: MarkedReply {
        row(method, right) { [environment] parameters, caller, call in
            call.reply(try environment.ask(caller) { try $0.mark(try answer(parameters, $0)) })
        }
    }

    /// A question whose answer is stored as the wire has it, and so is neither decoded nor encoded.
    ///
    /// - Parameter answer: gives the reply's parameters as JSON.
    mutating func verbatim<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ answer: @escaping @Sendable (M.Parameters, Query) throws -> [UInt8]
    ) {
        row(method, right) { [environment] parameters, caller, call in
            call.pending.send(try environment.ask(caller) { try answer(parameters, $0) }, continues: false)
        }
    }

    /// A question that may take longer than a moment, answered beside the loop. It asks the rows only for as long as it needs them: the
    /// write-ahead log grows meanwhile.
    mutating func longQuery<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, as work: Work = .heavy,
        _ answer: @escaping @Sendable (M.Parameters, Caller, CallEnvironment) throws -> M.Reply
    ) where M.Reply: MarkedReply {
        row(method, right) { [environment] parameters, caller, call in
            try environment.answer(call, as: work) {
                let reply = try answer(parameters, caller, environment)
                return try environment.ask(caller) { try $0.mark(reply) }
            }
        }
    }

    /// A list: one record a reply where the caller streams, a page where not.
    mutating func list<M: VarlinkMethod, L: RecordList>(_ list: L.Type, by right: Right) where L.Method == M {
        row(M.self, right) { [environment] parameters, caller, call in
            try ListAnswer<L>(environment, right, parameters, call).begin()
        }
    }

    /// A change, made on the writer in one transaction and answered once it is durable. A repeated one (same idempotency key)
    /// gets its first answer.
    mutating func command<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ change: @escaping @Sendable (consuming M.Parameters, Command) throws -> M.Reply
    ) where M.Parameters: Repeatable, M.Reply: MarkedReply {
        row(method, right) { [environment] parameters, caller, call in
            let parcel = Parcel(parameters)
            environment.store.write(of: call.pending.session.peer.uid, rehearsing: call.pending.session.remarks.isRehearsal) {
                transaction in
                let command = Command(
                    caller: caller, now: environment.clock(), site: environment.site, salt: environment.salt, transaction: transaction)
                return try Repetition(method: M.name, command).answer(parcel.take()) { (parameters: consuming M.Parameters) in
                    try command.mark(try change(parameters, command))
                }
            } then: { outcome in
                environment.answer(call) { try outcome.get() }
            }
        }
    }

    /// Does something outside the database, which nobody can undo: it is not rehearsed.
    mutating func act<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>, CallEnvironment) throws -> Void
    ) {
        other(method, by: right) { parameters, caller, call, environment in
            if call.pending.session.remarks.isRehearsal {
                throw Refusal.invalid("Rehearse", "was called on this connection, and \(M.name) cannot be rehearsed; open another one")
            }
            try handle(parameters, caller, call, environment)
        }
    }

    /// A method that does neither: it gets the call itself.
    mutating func other<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>, CallEnvironment) throws -> Void
    ) {
        row(method, right) { [environment] parameters, caller, call in try handle(parameters, caller, call, environment) }
    }

    private mutating func row<M: VarlinkMethod>(
        _ method: M.Type, _ right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>) throws -> Void
    ) {
        rights[M.name] = right
        router.on(
            method,
            admit: { [environment] pending in
                let caller = try environment.caller(of: pending, by: right)
                environment.log.debug(
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
