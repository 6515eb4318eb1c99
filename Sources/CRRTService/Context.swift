import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// What every use case is given: who asks, when, under which rules, and the rows as they are.
protocol Context {
    var caller: Caller { get }
    var now: Instant { get }
    var site: Site { get }
    var reading: Reading { get }
}

/// A question. It writes nothing.
struct Query: Context {
    let caller: Caller
    let now: Instant
    let site: Site
    let reading: Reading
    let roster: RosterView
}

/// A change under way, on the writer. What it throws, it has not done.
struct Command: Context {
    let caller: Caller
    let now: Instant
    let site: Site
    /// Randomness for terms that this command may make.
    let salt: @Sendable () -> String
    let writing: Writing
    var reading: Reading { writing.reading }

    init(caller: Caller, now: Instant, site: Site, salt: @escaping @Sendable () -> String, writing: Writing) {
        self.caller = caller
        self.now = now
        self.site = site
        self.salt = salt
        self.writing = writing
    }

    /// Journals one event with the records as they stand after it.
    ///
    /// - Returns: the entry's position as the caller counts them. An entry that they do not see, such as one about a tasking that is hidden
    ///   from them, counts for nothing: it is the position that they had reached before.
    func append(
        _ event: JournalEvent, _ subject: some CustomStringConvertible, _ changes: [RecordChange], detail: [String: String?] = [:]
    ) throws -> Int {
        let draft = JournalDraft(
            by: caller.principal.description, event, subject.description, changes, detail: detail.compactMapValues { $0 })
        let seq = try writing.append(draft, at: now)
        if caller.seesEverything { return seq }
        var places = writing.carried as? JournalPlaces ?? JournalPlaces()
        writing.carried = nil
        defer { writing.carried = places }
        return try places.position(after: seq, at: writing.lastTime, self)
    }
}

extension Context {
    /// A request that the caller may see. An id that cannot be read, one that does not exist and one that is not his to see get
    /// the same answer.
    func request(_ text: String) throws -> Request {
        guard let id = try? RequestID(text), try sees(request: id), let request = try reading.request(id) else {
            throw Refusal.noSuch("request", text)
        }
        return request
    }

    /// A tasking that the caller may see, whole, with its request; show him `view(of:)`.
    func tasking(_ text: String) throws -> (tasking: Tasking, request: Request) {
        guard let id = try? TaskingID(text), try sees(tasking: id), let tasking = try reading.tasking(id),
            let request = try reading.request(tasking.request)
        else { throw Refusal.noSuch("tasking", text) }
        return (tasking, request)
    }

    /// The tasking as the caller may see it, with those of its consents that count and are his to see.
    func shown(_ tasking: Tasking, _ consents: [Consent]? = nil) throws -> Taskings.Tasking {
        var contests = ContestBook(self)
        return try shown(tasking, consents, &contests)
    }

    /// The same as one of many that a reply shows: what they have in common is looked up once.
    func shown(_ tasking: Tasking, _ consents: [Consent]? = nil, _ book: inout ContestBook) throws -> Taskings.Tasking {
        let present = try (consents ?? reading.consents(of: tasking.id)).filter {
            try ($0.digest == tasking.digest || $0.digest == tasking.extension?.digest) && sees(.consent($0))
        }
        // The order of the rows, also for consents that were just made. The sort is stable: what was asked first stays first.
        let ordered = present.sorted { ($0.nation, $0.kind.rawValue) < ($1.nation, $1.kind.rawValue) }
        let view = try view(of: tasking)
        var shown = Taskings.Tasking(view, consents: ordered)
        if tasking.isOverdue(at: now) { shown.overdue = true }
        let concerns = try concernsSeen(of: tasking)
        shown.concerns = concerns.isEmpty ? nil : concerns.map { .init(record: $0.record, code: $0.code, detail: $0.detail) }
        if try termsChanged(of: tasking) { shown.termsChanged = true }
        shown.lateHours = try lateHours(of: view)
        let contests = try book.contests(over: view)
        shown.contested = contests.isEmpty ? nil : contests.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) }
        let commitments = try commitments(over: view)
        shown.committed = commitments.isEmpty
            ? nil : commitments.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) }
        return shown
    }

    /// The request with how far it is filled; to a nation that is only asked to help, that would tell what the others do.
    func shown(_ request: Request) throws -> Requests.Request {
        guard let id = request.id, seesAll(of: request.nation) else { return Requests.Request(view(of: request)) }
        return Requests.Request(request, filled: Filling(request, try reading.taskings(of: id)).filled)
    }

    /// The question that a request puts to the rules, now or at another instant.
    func matchQuery(_ request: Request, at instant: Instant? = nil, ignoring: TaskingID? = nil) throws -> MatchQuery {
        MatchQuery(
            request: request, releasable: try site.catalogue.nations(in: request.releasableTo), at: instant ?? now,
            staleAfterDays: site.policy.staleAfterDays, weights: site.policy.weights, kinds: Set(CandidateKind.allCases), limit: 3,
            ignoring: ignoring)
    }
}
