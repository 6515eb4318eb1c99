internal import CRRTDomain

/// The commitments of ordered taskings, by expert and by tasking.
struct CommitmentBook {
    private var byExpert: [ExpertID: [Commitment]] = [:]
    private var byTasking: [TaskingID: [ExpertID]] = [:]

    var isEmpty: Bool { byExpert.isEmpty }

    /// The taskings that have commitments.
    var taskings: [TaskingID] { Array(byTasking.keys) }

    func commitments(of expert: ExpertID) -> [Commitment] { byExpert[expert] ?? [] }

    /// Adds a commitment, once.
    mutating func add(_ commitment: Commitment) {
        guard !commitments(of: commitment.expert).contains(commitment) else { return }
        byExpert[commitment.expert, default: []].append(commitment)
        byTasking[commitment.tasking, default: []].append(commitment.expert)
    }

    /// Removes the commitments of a tasking, and returns the experts who had them.
    mutating func remove(_ tasking: TaskingID) -> [ExpertID] {
        let experts = byTasking.removeValue(forKey: tasking) ?? []
        for expert in experts {
            let rest = commitments(of: expert).filter { $0.tasking != tasking }
            byExpert[expert] = rest.isEmpty ? nil : rest
        }
        return experts
    }
}
