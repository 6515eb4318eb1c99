internal import CRRTDomain

/// The agreement with the expert's company ends before the mission does.
enum AgreementEnds: ExpertRule {
    static let code = ObjectionCode.agreementEnds

    static func objects(to expert: ExpertProfile, _ query: CompiledQuery) -> Bool {
        expert.partner.map { !$0.holds(until: query.request.period.end) } ?? false
    }

    static func detail(of expert: ExpertProfile, _ query: CompiledQuery) -> String {
        "in force through \(expert.partner.map { "\($0.until)" } ?? "-"), the mission ends \(query.request.period.end)"
    }
}

/// The expert works for a company, and the request leaves people of industry out.
enum NoPartners: ExpertRule {
    static let code = ObjectionCode.noPartners

    static func objects(to expert: ExpertProfile, _ query: CompiledQuery) -> Bool { query.request.noPartners && expert.partner != nil }

    static func detail(of expert: ExpertProfile, _ query: CompiledQuery) -> String {
        "\(query.request.nation) accepts no experts from industry"
    }
}
