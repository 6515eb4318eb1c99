import CRRTDomain
import CRRTStore

/// What keeps a proposal from being ordered: another tasking holds its people by now. Worked out each time that it is shown.
extension Context {
    /// The taskings, ordered and not ended, that hold people of an open proposal for some of its period; at most `Contest.most`.
    ///
    /// - Parameter view: the tasking as the caller sees it; of one that is ordered or has ended there are none.
    /// - Returns: those that the caller sees, each with the people whom they see in it. What else holds them, the order tells.
    func commitments(over view: Tasking) throws -> [Contest] {
        guard view.state == .awaitingConsent || view.state == .consented, !view.assignments.isEmpty else { return [] }
        var named: [TaskingID: Set<ExpertID>] = [:]
        var found: [Contest] = []
        for (expert, holder) in try rows.commitments(ofAny: view.assignments.map(\.expert), during: view.period) where holder != view.id {
            let seen = try named[holder] ?? peopleShown(in: holder)
            named[holder] = seen
            if seen.contains(expert) { found.append(Contest(expert: expert, tasking: holder)) }
            if found.count == Contest.most { break }
        }
        return found
    }

    private func peopleShown(in id: TaskingID) throws -> Set<ExpertID> {
        guard let tasking = try rows.tasking(id), try sees(.tasking(tasking)) else { return [] }
        return Set(try view(of: tasking).assignments.map(\.expert))
    }
}
