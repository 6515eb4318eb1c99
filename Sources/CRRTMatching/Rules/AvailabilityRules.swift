internal import CRRTDomain

/// The expert's nation has said that they are away for some of the period.
enum Unavailable: ExpertRule {
    static let code = ObjectionCode.unavailable

    static func objects(to expert: ExpertProfile, _ terms: Terms) -> Bool {
        expert.unavailable.contains { $0.overlaps(terms.request.period) }
    }

    static func detail(of expert: ExpertProfile, _ terms: Terms) -> String {
        let clashes = expert.unavailable.filter { $0.overlaps(terms.request.period) }
        return "not there " + clashes.map { "\($0.start) to \($0.end)" }.joined(separator: ", ")
    }
}

/// An ordered tasking holds the expert for some of the period.
enum Committed: ExpertRule {
    static let code = ObjectionCode.committed

    static func objects(to expert: ExpertProfile, _ terms: Terms) -> Bool {
        expert.commitments.contains { clashes($0, terms) }
    }

    static func detail(of expert: ExpertProfile, _ terms: Terms) -> String {
        Set(expert.commitments.filter { clashes($0, terms) }.map(\.tasking)).sorted().map(\.description).joined(separator: ", ")
    }

    private static func clashes(_ commitment: Commitment, _ terms: Terms) -> Bool {
        commitment.tasking != terms.ignoring && commitment.period.overlaps(terms.request.period)
    }
}
