import CRRTDomain
import CRRTProtocol
import CRRTStore
import Logging
import Varlink

/// The table of methods. Every method has a row that says who may call it, and there is no other way to reach one. Replies with records are
/// marked on the way out.
struct MethodTable {
    private(set) var router: Router
    /// The right that each method requires, by its full name.
    private(set) var rights: [String: Right] = [:]
    private let environment: CallEnvironment

    init(_ router: Router, _ environment: CallEnvironment) {
        self.router = router
        self.environment = environment
    }

    /// A short query, answered on the event loop.
    mutating func query<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ answer: @escaping @Sendable (M.Parameters, Query) throws -> M.Reply
    ) where M.Reply: MarkedReply {
        row(method, right) { [environment] parameters, caller, call in
            call.reply(try environment.query(caller) { try $0.mark(try answer(parameters, $0)) })
        }
    }

    /// A query whose answer is stored in the form of the wire, so that it is neither decoded nor encoded.
    ///
    /// - Parameter answer: returns the reply's parameters as JSON.
    mutating func verbatim<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ answer: @escaping @Sendable (M.Parameters, Query) throws -> [UInt8]
    ) {
        row(method, right) { [environment] parameters, caller, call in
            call.pending.send(try environment.query(caller) { try answer(parameters, $0) }, continues: false)
        }
    }

    /// A long query, answered off the event loop. It should hold a transaction only as long as needed, because the write-ahead log grows
    /// meanwhile.
    mutating func longQuery<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, as work: Work = .heavy,
        _ answer: @escaping @Sendable (M.Parameters, Caller, CallEnvironment) throws -> M.Reply
    ) where M.Reply: MarkedReply {
        row(method, right) { [environment] parameters, caller, call in
            try environment.answer(call, as: work) { _ in
                let reply = try answer(parameters, caller, environment)
                return try environment.query(caller) { try $0.mark(reply) }
            }
        }
    }

    /// A long query with a search in it, which is to end where the budget is spent: its time is over, or its caller has gone.
    ///
    /// - Parameter budget: of milliseconds, by the policy in force.
    mutating func search<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, within budget: @escaping @Sendable (Policy) -> Int,
        _ answer: @escaping @Sendable (M.Parameters, Caller, CallEnvironment, SearchBudget) throws -> M.Reply
    ) where M.Reply: MarkedReply {
        row(method, right) { [environment] parameters, caller, call in
            try environment.answer(call, as: .heavy) { cancellation in
                let budget = SearchBudget(milliseconds: budget(environment.site.policy), environment.store.background, cancellation)
                let reply = try answer(parameters, caller, environment, budget)
                return try environment.query(caller) { try $0.mark(reply) }
            }
        }
    }

    /// A list: a stream with one record per reply if the caller asks for `more`, otherwise a page.
    mutating func list<M: VarlinkMethod, L: RecordList>(_ list: L.Type, by right: Right) where L.Method == M {
        row(M.self, right) { [environment] parameters, caller, call in
            try ListResponder<L>(environment, right, parameters, call).begin()
        }
    }

    /// A change, made on the writer in one transaction and answered once it is durable. A repetition with the same idempotency key gets the
    /// first answer.
    ///
    /// - Parameter done: called on the writer's thread once a change is durable, before its caller is answered.
    mutating func command<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, done: @escaping @Sendable () -> Void = {},
        _ change: @escaping @Sendable (consuming M.Parameters, Command) throws -> M.Reply
    ) where M.Parameters: IdempotentParameters, M.Reply: MarkedReply {
        row(method, right) { [environment] parameters, caller, call in
            let parameters = ConsumeOnce(parameters)
            environment.store.write(of: call.pending.session.peer.uid, rehearsing: call.pending.session.connectionState.isRehearsal) {
                transaction in
                let command = Command(
                    caller: caller, now: environment.clock(), site: environment.site, salt: environment.salt, transaction: transaction)
                return try IdempotentCommand(method: M.name, command).run(parameters.take()) { (parameters: consuming M.Parameters) in
                    try command.mark(try change(parameters, command))
                }
            } then: { outcome in
                if case .success = outcome { done() }
                environment.answer(call) { try outcome.get() }
            }
        }
    }

    /// A method with effects outside the database, which cannot be rehearsed because they cannot be undone.
    mutating func act<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>, CallEnvironment) throws -> Void
    ) {
        other(method, by: right) { parameters, caller, call, environment in
            if call.pending.session.connectionState.isRehearsal {
                throw Refusal.invalid("Rehearse", "was called on this connection, and \(M.name) cannot be rehearsed; open another one")
            }
            try handle(parameters, caller, call, environment)
        }
    }

    /// Any other method. It gets the call itself.
    mutating func other<M: VarlinkMethod>(
        _ method: M.Type, by right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>, CallEnvironment) throws -> Void
    ) {
        row(method, right) { [environment] parameters, caller, call in try handle(parameters, caller, call, environment) }
    }

    private mutating func row<M: VarlinkMethod>(
        _ method: M.Type, _ right: Right, _ handle: @escaping @Sendable (M.Parameters, Caller, Call<M>) throws -> Void
    ) {
        rights[M.name] = right
        let counter = environment.calls[M.name]
        router.on(
            method,
            admit: { [environment] pending in
                counter?.called()
                let caller = try environment.caller(of: pending, by: right)
                environment.log.debug(
                    "\(M.name)", metadata: ["callerUid": "\(caller.principal.uid)", "principal": "\(caller.principal.name)"])
                return caller
            },
            inspect: InputTextCheck.check,
            refused: { counter?.answered($0) },
            { parameters, caller, call in
                do {
                    try handle(parameters, caller, call)
                } catch {
                    throw Refusal.reply(to: error) ?? error
                }
            })
    }
}
