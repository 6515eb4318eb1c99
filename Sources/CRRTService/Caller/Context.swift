import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// What every use case is given: who asks, when, under which rules, and the rows as they are.
protocol Context {
    var caller: Caller { get }
    var now: Instant { get }
    var site: Site { get }
    var rows: ReadTransaction { get }
}

/// A question. It writes nothing.
struct Query: Context {
    let caller: Caller
    let now: Instant
    let site: Site
    let rows: ReadTransaction
    let roster: RosterView
}

/// A change under way, on the writer. What it throws, it has not done.
struct Command: Context {
    let caller: Caller
    let now: Instant
    let site: Site
    /// Randomness for terms that this command may make.
    let salt: @Sendable () -> String
    let transaction: WriteTransaction
    var rows: ReadTransaction { transaction.rows }

    init(caller: Caller, now: Instant, site: Site, salt: @escaping @Sendable () -> String, transaction: WriteTransaction) {
        self.caller = caller
        self.now = now
        self.site = site
        self.salt = salt
        self.transaction = transaction
    }
}

extension Context {
    /// A request that the caller may see. An id that cannot be read, one that does not exist and one that they may not see get
    /// the same answer.
    func request(_ text: String) throws -> Request {
        guard let id = try? RequestID(text), try sees(request: id), let request = try rows.request(id) else {
            throw Refusal.noSuch("request", text)
        }
        return request
    }

    /// A tasking that the caller may see, whole, with its request. Show them `view(of:)`.
    func tasking(_ text: String) throws -> (tasking: Tasking, request: Request) {
        guard let id = try? TaskingID(text), try sees(tasking: id), let tasking = try rows.tasking(id),
            let request = try rows.request(tasking.request)
        else { throw Refusal.noSuch("tasking", text) }
        return (tasking, request)
    }

    /// The question that a request puts to the rules, now or at another instant.
    func matchQuery(_ request: Request, at instant: Instant? = nil, ignoring: TaskingID? = nil) throws -> MatchQuery {
        MatchQuery(
            request: request, releasable: try site.catalogue.nations(in: request.releasableTo), at: instant ?? now,
            staleAfterDays: site.policy.staleAfterDays, weights: site.policy.weights, kinds: Set(CandidateKind.allCases), limit: 3,
            ignoring: ignoring)
    }
}
