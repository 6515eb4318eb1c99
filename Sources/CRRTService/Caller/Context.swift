import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// What every use case gets: the caller, the time, the configuration in force, and the rows.
protocol Context {
    var caller: Caller { get }
    var now: Instant { get }
    var site: Site { get }
    var rows: ReadTransaction { get }
}

/// A call that only reads.
struct Query: Context {
    let caller: Caller
    let now: Instant
    let site: Site
    let rows: ReadTransaction
    let roster: RosterView
}

/// A call that changes records, on the writer and in one transaction. If it throws, nothing is changed.
struct Command: Context {
    let caller: Caller
    let now: Instant
    let site: Site
    /// Returns new randomness, for terms.
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
    /// A request that the caller may see. Malformed, missing and hidden ids get the same refusal.
    func request(_ text: String) throws -> Request {
        guard let id = try? RequestID(text), try sees(request: id), let request = try rows.request(id) else {
            throw Refusal.noSuch("request", text)
        }
        return request
    }

    /// A campaign that the caller may see. Malformed, missing and hidden ids get the same refusal.
    func campaign(_ text: String) throws -> Campaign {
        guard let id = try? CampaignID(text), try sees(campaign: id), let campaign = try rows.campaign(id) else {
            throw Refusal.noSuch("campaign", text)
        }
        return campaign
    }

    /// The whole of a tasking that the caller may see, with its request. Reply with `view(of:)` only.
    func tasking(_ text: String) throws -> (tasking: Tasking, request: Request) {
        guard let id = try? TaskingID(text), try sees(tasking: id), let tasking = try rows.tasking(id),
            let request = try rows.request(tasking.request)
        else { throw Refusal.noSuch("tasking", text) }
        return (tasking, request)
    }

    /// The query with which a request is matched, now or at another instant.
    func matchQuery(_ request: Request, at instant: Instant? = nil, ignoring: TaskingID? = nil) throws -> MatchQuery {
        MatchQuery(
            request: request, releasable: try site.catalogue.nations(in: request.releasableTo), at: instant ?? now,
            staleAfterDays: site.policy.staleAfterDays, weights: site.policy.weights, kinds: Set(CandidateKind.allCases), limit: 3,
            ignoring: ignoring)
    }
}
