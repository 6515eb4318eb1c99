import CRRTDomain
import CRRTStore

/// An expert whom another tasking names for an overlapping period: an open proposal (`contests(over:)`), of which only one can be ordered,
/// or an ordered tasking that holds the expert (`commitments(over:)`).
struct Contest: Hashable {
    let expert: ExpertID
    let tasking: TaskingID

    /// The most contests in one reply.
    static let limit = 100
}

/// Finds the contests that the caller may see. Each expert's proposals are read once for all taskings in a reply, and no tasking is
/// decoded.
struct ContestCache {
    private let context: any Context
    private var proposals: [ExpertID: [OpenProposal]] = [:]
    private var seen: [TaskingID: Bool] = [:]

    init(_ context: some Context) { self.context = context }

    /// The contests over the people of an open proposal, by expert, then tasking; at most `Contest.limit`.
    ///
    /// - Parameter view: the tasking as the caller sees it. One that is ordered or has ended has no contests.
    mutating func contests(over view: Tasking) throws -> [Contest] {
        let proposed = view.elements.filter { $0.state == .asked || $0.state == .agreed }
        return try contests(over: proposed.compactMap(\.expert), during: view.period, ignoring: view.id)
    }

    /// The open proposals that name any of these experts during some of a period, by expert, then tasking.
    ///
    /// - Parameter limit: the most to return.
    mutating func contests(
        over experts: some Collection<ExpertID>, during period: Period, ignoring: TaskingID? = nil, limit: Int = Contest.limit
    ) throws -> [Contest] {
        try lookUp(experts)
        var found: [Contest] = []
        for expert in Set(experts).sorted() {
            for proposal in proposals[expert] ?? [] where proposal.tasking != ignoring && proposal.period.overlaps(period) {
                if found.count == limit { return found }
                if try sees(expert, in: proposal.tasking) { found.append(Contest(expert: expert, tasking: proposal.tasking)) }
            }
        }
        return found
    }

    private mutating func lookUp(_ experts: some Collection<ExpertID>) throws {
        let missing = experts.filter { proposals[$0] == nil }
        if missing.isEmpty { return }
        for expert in missing { proposals[expert] = [] }
        for proposal in try context.rows.proposals(naming: missing) { proposals[proposal.expert, default: []].append(proposal) }
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
