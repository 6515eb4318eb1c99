internal import CRRTDomain

/// The request is not releasable to the expert's nation.
enum NotReleasable: OfferFactsRule {
    static let code = ObjectionCode.notReleasable
    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool { !terms.releasable.contains(facts.nation) }
    static func detail(of facts: OfferFacts, _ terms: Terms) -> String { "the request is not releasable to \(facts.nation)" }
}

/// The requesting nation excludes the expert's nation.
enum ExcludedByRequester: OfferFactsRule {
    static let code = ObjectionCode.excludedByRequester
    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool { terms.excluded.contains(facts.nation) }
    static func detail(of facts: OfferFacts, _ terms: Terms) -> String { "\(terms.request.nation) excludes \(facts.nation)" }
}

/// The expert's nation does not serve the requesting nation with this offer. A team's offer can say the same.
enum ExcludedByProvider: ExpertRule {
    static let code = ObjectionCode.excludedByProvider

    static func objects(to expert: ExpertProfile, _ terms: Terms) -> Bool { objects(to: expert.excludes, terms) }
    static func objects(to team: TeamProfile, _ terms: Terms) -> Bool { objects(to: team.excludes, terms) }
    static func detail(of expert: ExpertProfile, _ terms: Terms) -> String { detail(of: expert.nation, terms) }
    static func detail(of team: TeamProfile, _ terms: Terms) -> String { detail(of: team.nation, terms) }

    private static func objects(to excludes: [NationCode], _ terms: Terms) -> Bool { excludes.contains(terms.request.nation) }
    private static func detail(of nation: NationCode, _ terms: Terms) -> String {
        "\(nation) does not offer this to \(terms.request.nation)"
    }
}

/// The expert is of the requesting nation, which did not ask for its own people.
enum OwnNational: OfferFactsRule {
    static let code = ObjectionCode.ownNational

    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool {
        facts.nation == terms.request.nation && !terms.request.ownNationals
    }

    static func detail(of facts: OfferFacts, _ terms: Terms) -> String {
        "\(facts.nation) asks, and not for its own nationals"
    }
}
