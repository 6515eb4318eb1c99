internal import CRRTDomain

/// The request is not releasable to the expert's nation.
enum NotReleasable: OfferFactsRule {
    static let code = ObjectionCode.notReleasable
    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool { !query.releasable.contains(facts.nation) }
    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String { "the request is not releasable to \(facts.nation)" }
}

/// The requesting nation excludes the expert's nation.
enum ExcludedByRequester: OfferFactsRule {
    static let code = ObjectionCode.excludedByRequester
    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool { query.excluded.contains(facts.nation) }
    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String { "\(query.request.nation) excludes \(facts.nation)" }
}

/// The expert's nation excludes the requesting nation from this offer. A team's offer can exclude it too.
enum ExcludedByProvider: ExpertRule {
    static let code = ObjectionCode.excludedByProvider

    static func objects(to expert: ExpertProfile, _ query: CompiledQuery) -> Bool { objects(to: expert.excludes, query) }
    static func objects(to team: TeamProfile, _ query: CompiledQuery) -> Bool { objects(to: team.excludes, query) }
    static func detail(of expert: ExpertProfile, _ query: CompiledQuery) -> String { detail(of: expert.nation, query) }
    static func detail(of team: TeamProfile, _ query: CompiledQuery) -> String { detail(of: team.nation, query) }

    private static func objects(to excludes: [NationCode], _ query: CompiledQuery) -> Bool { excludes.contains(query.request.nation) }
    private static func detail(of nation: NationCode, _ query: CompiledQuery) -> String {
        "\(nation) does not offer this to \(query.request.nation)"
    }
}

/// The expert is a national of the requesting nation, which did not ask for its own people.
enum OwnNational: OfferFactsRule {
    static let code = ObjectionCode.ownNational

    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool {
        facts.nation == query.request.nation && !query.request.ownNationals
    }

    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String {
        "\(facts.nation) asks, and not for its own nationals"
    }
}
