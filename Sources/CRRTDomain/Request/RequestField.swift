/// The fields of a request that its nation states, and what a change of each means to those who have consented to it.
public enum RequestField: String, Sendable, Hashable, CaseIterable {
    case title, summary, severity, precedence, classification, releasableTo, excludes, sector, mode, location, period, replyBy
    case maxNoticeHours, ownNationals, seats, effects, languages, mission, incident, legalBasis, costRule, costEstimate
    case shareWith, references, noPartners, campaigns

    /// What a change means.
    public enum Kind: Sendable, Hashable {
        /// No nation consented to it: it is corrected at any time.
        case correction
        /// It may be made stricter at any time. Each nation is asked anew.
        case label
        /// It voids what was consented to. Once people are ordered it is refused.
        case terms
    }

    /// What a change of this field means.
    public var kind: Kind {
        switch self {
        case .title, .incident, .costEstimate, .shareWith, .references, .campaigns: .correction
        case .classification, .releasableTo: .label
        case .summary, .severity, .precedence, .excludes, .sector, .mode, .location, .period, .replyBy, .maxNoticeHours, .ownNationals,
            .seats, .effects, .languages, .mission, .legalBasis, .costRule, .noPartners:
            .terms
        }
    }
}

extension Request {
    /// The fields in which it differs from another. Texts are compared by their bytes, because `==` ignores how an accented letter is
    /// composed.
    public func changes(since other: Request) -> [RequestField] { RequestField.allCases.filter { differs(from: other, in: $0) } }

    private func differs(from other: Request, in field: RequestField) -> Bool {
        switch field {
        case .title: !isSame(title, other.title)
        case .summary: !isSame(summary, other.summary)
        case .severity: severity != other.severity
        case .precedence: precedence != other.precedence
        case .classification: classification != other.classification
        case .releasableTo: releasableTo != other.releasableTo
        case .excludes: excludes != other.excludes
        case .sector: !isSame(sector, other.sector)
        case .mode: mode != other.mode
        case .location: !isSame(location, other.location)
        case .period: period != other.period
        case .replyBy: replyBy != other.replyBy
        case .maxNoticeHours: maxNoticeHours != other.maxNoticeHours
        case .ownNationals: ownNationals != other.ownNationals
        case .seats: seats != other.seats
        case .effects: !effects.elementsEqual(other.effects, by: isSame)
        case .languages: languages != other.languages
        case .references: !references.elementsEqual(other.references, by: isSame)
        case .mission: mission != other.mission
        case .shareWith: shareWith != other.shareWith
        case .noPartners: noPartners != other.noPartners
        case .campaigns: campaigns != other.campaigns
        case .legalBasis: !isSame(legalBasis, other.legalBasis)
        case .costRule: !isSame(costRule, other.costRule)
        case .costEstimate: !isSame(costEstimate, other.costEstimate)
        case .incident:
            if let incident, let before = other.incident { !incident.isSame(as: before) } else { incident != other.incident }
        }
    }

    private func isSame(_ one: String?, _ other: String?) -> Bool { one.map { Array($0.utf8) } == other.map { Array($0.utf8) } }
}
