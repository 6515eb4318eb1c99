import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Context {
    /// The tasking as the caller may see it, with those of its consents that count and that the caller may see.
    func shown(_ tasking: Tasking, _ consents: [Consent]? = nil) throws -> Taskings.Tasking {
        var contests = ContestCache(self)
        return try shown(tasking, consents, &contests)
    }

    /// The same for one of many taskings in a reply, with a shared cache.
    func shown(_ tasking: Tasking, _ consents: [Consent]? = nil, _ contestCache: inout ContestCache) throws -> Taskings.Tasking {
        let all = try consents ?? rows.consents(of: tasking.id)
        let view = try view(of: tasking)
        let present = try all.filter { try $0.counts(in: view, among: all) && sees(.consent($0)) }
        // Consents that were just made get the order of the rows. The sort is stable, so the order of asking is kept.
        let ordered = present.sorted { ($0.nation, $0.kind.rawValue) < ($1.nation, $1.kind.rawValue) }
        var shown = Taskings.Tasking(view, consents: ordered)
        // The host's contact points answer by the digest of the host's own terms.
        if caller.reads(for: tasking.request.nation),
            let own = present.last(where: { $0.kind == .host && $0.state == .requested }) ?? present.last(where: { $0.kind == .host })
        {
            shown.digest = own.digest
        }
        if view.isOverdue(at: now) { shown.overdue = true }
        for (index, element) in view.elements.enumerated() where element.isOverdue(at: now) { shown.elements?[index].overdue = true }
        shown.reportDue = try nextReportDue(of: view)?.description
        let concerns = try visibleConcerns(of: tasking)
        shown.concerns = concerns.isEmpty ? nil : concerns.map { .init(record: $0.record, code: $0.code, detail: $0.detail) }
        if try termsChanged(of: tasking) { shown.termsChanged = true }
        let readiness = try readiness(of: view)
        (shown.lateMinutes, shown.orderBy) = (readiness.lateMinutes, readiness.orderBy?.description)
        shown.lateHours = Lateness.hours(shown.lateMinutes)
        shown.awaitsApproval = try awaitedApproval(of: tasking, all)
        shown.support = try support(of: tasking)
        let contests = try contestCache.contests(over: view)
        shown.contested = contests.isEmpty ? nil : contests.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) }
        let commitments = try commitments(over: view)
        shown.committed =
            commitments.isEmpty
            ? nil : commitments.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) }
        return shown
    }

    /// What the tasking's standing team brings to the requesting nation, which is told it, as those who may read the team are.
    private func support(of tasking: Tasking) throws -> Taskings.TeamSupport? {
        guard let id = tasking.team, seesAll(of: tasking.request.nation) || caller.sees(offersOf: id.nation) else { return nil }
        return try rows.team(id).flatMap { Taskings.TeamSupport($0.support, to: tasking.request.nation) }
    }

    /// A consent as the caller may see it.
    func shown(_ consent: Consent) throws -> Consents.Consent { Consents.Consent(try view(of: consent)) }

    /// The request with how far it is filled. Nations that are only asked to help do not see that, because it would reveal what others do.
    func shown(_ request: Request) throws -> Requests.Request {
        let view = try view(of: request)
        guard let id = request.id, seesAll(of: request.nation) else { return Requests.Request(view) }
        return Requests.Request(view, filled: Fulfilment(request, try rows.taskings(of: id)).filled)
    }
}

extension Query {
    /// The tasking with the companies of its people. Replies of commands do not have them, because receipts keep these.
    func withPartners(_ tasking: Taskings.Tasking) throws -> Taskings.Tasking {
        var tasking = tasking
        for (index, element) in (tasking.elements ?? []).enumerated() where element.state != .out && element.state != .home {
            guard let expert = element.expert, let partner = try rows.partner(of: ExpertID(expert)) else { continue }
            tasking.elements?[index].partner = .init(
                name: partner.name, agreement: partner.agreement, until: partner.until.description)
        }
        return tasking
    }
}

extension Consent {
    /// Whether it is shown with its tasking: newer terms did not take its place, and it is not to an extension that came to nothing.
    ///
    /// - Parameter tasking: As the caller may read it.
    fileprivate func counts(in tasking: Tasking, among all: [Consent]) -> Bool {
        if terms == nil { return digest == tasking.digest || digest == tasking.extension?.digest || state == .granted }
        guard let until else {
            return state != .spent
                || !all.contains {
                    ($0.until != nil || $0.isRenewal) && $0.nation == nation && $0.kind == kind && [.granted, .spent].contains($0.state)
                }
        }
        if state == .spent { return tasking.elements.contains { concerns($0) && $0.period.end == until } }
        return state == .granted || until == tasking.extension?.end
    }
}
