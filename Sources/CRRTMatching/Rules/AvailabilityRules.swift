internal import CRRTDomain

/// The expert is recorded as unavailable for a part of the period.
enum Unavailable: ExpertRule {
    static let code = ObjectionCode.unavailable

    static func objects(to expert: ExpertProfile, _ query: CompiledQuery) -> Bool {
        expert.unavailable.contains { $0.overlaps(query.request.period) }
    }

    static func detail(of expert: ExpertProfile, _ query: CompiledQuery) -> String {
        let clashes = expert.unavailable.filter { $0.overlaps(query.request.period) }
        let periods = "not there " + clashes.map { "\($0.start) to \($0.end)" }.joined(separator: ", ")
        let holders = expert.externalCommitments.filter { $0.period.overlaps(query.request.period) }.map { words($0) }
        return holders.isEmpty ? periods : periods + "; promised to " + Set(holders).sorted().joined(separator: ", ")
    }

    private static func words(_ commitment: ExternalCommitment) -> String {
        let holder: String? =
            switch commitment.holder {
            case .euReserve: "the EU Cybersecurity Reserve"
            case .ucpm: "the Union Civil Protection Mechanism"
            case .nationalDuty: "a national duty"
            case .other: nil
            }
        guard let holder else { return commitment.note ?? "another organisation" }
        return holder + (commitment.note.map { " (\($0))" } ?? "")
    }
}

/// An ordered tasking commits the expert for a part of the period.
enum AlreadyCommitted: ExpertRule {
    static let code = ObjectionCode.committed

    static func objects(to expert: ExpertProfile, _ query: CompiledQuery) -> Bool {
        expert.commitments.contains { clashes($0, query) }
    }

    static func detail(of expert: ExpertProfile, _ query: CompiledQuery) -> String {
        Set(expert.commitments.filter { clashes($0, query) }.map(\.tasking)).sorted().map(\.description).joined(separator: ", ")
    }

    private static func clashes(_ commitment: Commitment, _ query: CompiledQuery) -> Bool {
        commitment.tasking != query.ignoring && commitment.period.overlaps(query.request.period)
    }
}
