internal import CRRTDomain

/// The request may not be shown to that nation.
enum NotReleasable: StandingRule {
    static let code = ObjectionCode.notReleasable
    static func objects(to standing: Standing, _ terms: Terms) -> Bool { !terms.releasable.contains(standing.nation) }
    static func detail(of standing: Standing, _ terms: Terms) -> String { "the request is not releasable to \(standing.nation)" }
}

/// The requesting nation does not want that nation's people.
enum ExcludedByRequester: StandingRule {
    static let code = ObjectionCode.excludedByRequester
    static func objects(to standing: Standing, _ terms: Terms) -> Bool { terms.excluded.contains(standing.nation) }
    static func detail(of standing: Standing, _ terms: Terms) -> String { "\(terms.request.nation) excludes \(standing.nation)" }
}

/// That nation does not serve the requesting nation with this offer.
enum ExcludedByProvider: StandingRule {
    static let code = ObjectionCode.excludedByProvider
    static func objects(to standing: Standing, _ terms: Terms) -> Bool { standing.excludes.contains(terms.request.nation) }
    static func detail(of standing: Standing, _ terms: Terms) -> String {
        "\(standing.nation) does not offer this to \(terms.request.nation)"
    }
}

/// He is of the requesting nation, which did not ask for its own.
enum OwnNational: StandingRule {
    static let code = ObjectionCode.ownNational

    static func objects(to standing: Standing, _ terms: Terms) -> Bool {
        standing.nation == terms.request.nation && !terms.request.ownNationals
    }

    static func detail(of standing: Standing, _ terms: Terms) -> String {
        "\(standing.nation) asks, and not for its own nationals"
    }
}
