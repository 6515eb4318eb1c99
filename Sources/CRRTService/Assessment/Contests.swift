import CRRTDomain
import CRRTStore

/// An expert whom another open proposal names for some of the same time. Only one of the two can be ordered.
struct Contest: Hashable {
    let expert: ExpertID
    let tasking: TaskingID

    /// Most that one reply tells of.
    static let most = 100
}

/// The open proposals that name experts, looked up once for all taskings that one reply shows, as far as the caller sees them.
///
/// Each expert's proposals are read once, by label and owner alone: no tasking is decoded. What the caller does not see is passed over
/// and counts for nothing.
struct ContestBook {
    private let context: any Context
    private var named: [ExpertID: [OpenProposal]] = [:]
    private var seen: [TaskingID: Bool] = [:]

    init(_ context: some Context) { self.context = context }

    /// The contests over the people of an open proposal, by expert, then tasking; the first `Contest.most`.
    ///
    /// - Parameter view: the tasking as the caller sees it; of one that is ordered or has ended there are none.
    mutating func contests(over view: Tasking) throws -> [Contest] {
        guard view.state == .awaitingConsent || view.state == .consented else { return [] }
        return try contests(over: view.assignments.map(\.expert), during: view.period, ignoring: view.id)
    }

    /// The open proposals that name any of these experts for some of a period, by expert, then tasking.
    ///
    /// - Parameter most: how many of them, the first.
    mutating func contests(
        over experts: some Collection<ExpertID>, during period: Period, ignoring: TaskingID? = nil, most: Int = Contest.most
    ) throws -> [Contest] {
        try lookUp(experts)
        var found: [Contest] = []
        for expert in Set(experts).sorted() {
            for proposal in named[expert] ?? [] where proposal.tasking != ignoring && proposal.period.overlaps(period) {
                if found.count == most { return found }
                if try sees(expert, in: proposal.tasking) { found.append(Contest(expert: expert, tasking: proposal.tasking)) }
            }
        }
        return found
    }

    private mutating func lookUp(_ experts: some Collection<ExpertID>) throws {
        let missing = experts.filter { named[$0] == nil }
        if missing.isEmpty { return }
        for expert in missing { named[expert] = [] }
        for proposal in try context.rows.proposals(naming: missing) { named[proposal.expert, default: []].append(proposal) }
    }

    /// Whether the caller sees the tasking, and that expert in it (`Context.view`).
    private mutating func sees(_ expert: ExpertID, in tasking: TaskingID) throws -> Bool {
        guard context.seesAll(of: tasking.request.nation) || expert.nation == context.caller.nation else { return false }
        if context.caller.seesEverything { return true }
        if let known = seen[tasking] { return known }
        let sees = try context.sees(tasking: tasking)
        seen[tasking] = sees
        return sees
    }
}
