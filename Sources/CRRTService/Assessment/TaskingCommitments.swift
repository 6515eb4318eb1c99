import CRRTDomain
import CRRTStore

/// Commitments that prevent a proposal from being ordered. They are computed each time it is shown.
extension Context {
    /// The ordered taskings, not yet ended, that hold people of an open proposal during some of its period; at most `Contest.limit`.
    ///
    /// - Parameter view: the tasking as the caller sees it. One that is ordered or has ended has none.
    /// - Returns: those that the caller sees, with the people whom they see in them. Hidden ones are found when it is ordered.
    func commitments(over view: Tasking) throws -> [Contest] {
        let proposed = view.elements.filter { $0.state == .asked || $0.state == .agreed }.compactMap(\.expert)
        if proposed.isEmpty { return [] }
        var named: [TaskingID: Set<ExpertID>] = [:]
        var found: [Contest] = []
        for (expert, holder) in try rows.commitments(ofAny: proposed, during: view.period) where holder != view.id {
            let seen = try named[holder] ?? visiblePeople(in: holder)
            named[holder] = seen
            if seen.contains(expert) { found.append(Contest(expert: expert, tasking: holder)) }
            if found.count == Contest.limit { break }
        }
        return found
    }

    private func visiblePeople(in id: TaskingID) throws -> Set<ExpertID> {
        guard let tasking = try rows.tasking(id), try sees(.tasking(tasking)) else { return [] }
        return Set(try view(of: tasking).held.compactMap(\.expert))
    }
}
