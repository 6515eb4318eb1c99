internal import CRRTDomain

/// Every rule of domain.md section 5, and the engine that asks them. An expert to whom no rule objects may serve; nothing else decides.
///
/// Matching first asks `Prefilter`, which has the same rules as operations on sets. Tests compare the two.
enum RuleBook {
    /// About any offer, an expert's or a team's.
    static let offer: [any OfferFactsRule.Type] = [
        NoticeTooLong.self, NotReleasable.self, ExcludedByRequester.self, OwnNational.self, NotOffered.self, OfferEnds.self,
        OfferStale.self,
    ]
    /// About a person.
    static let person: [any OfferFactsRule.Type] = [ModeMismatch.self, ClearanceUnknown.self, ClearanceExpires.self]
    static let expert: [any ExpertRule.Type] = [LanguageMissing.self, Unavailable.self, Committed.self, ExcludedByProvider.self]
    static let place: [any PlaceRule.Type] = [SkillMissing.self, LevelTooLow.self, ClearanceTooLow.self]
}

/// Yes or no, without words.
extension RuleBook {
    static func admits(_ team: TeamProfile, _ terms: Terms) -> Bool {
        for rule in offer where rule.objects(to: team.facts, terms) { return false }
        return !ExcludedByProvider.objects(to: team, terms)
    }

    /// Whether the rules that depend on instants admit an expert, whatever the place.
    ///
    /// Sets of whole days cannot always decide those rules. `Prefilter` decides the others.
    static func admitsThen(_ expert: ExpertProfile, _ terms: Terms) -> Bool {
        !Unavailable.objects(to: expert, terms) && !Committed.objects(to: expert, terms) && !NotOffered.objects(to: expert.facts, terms)
            && !OfferEnds.objects(to: expert.facts, terms) && !OfferStale.objects(to: expert.facts, terms)
            && !ClearanceExpires.objects(to: expert.facts, terms)
    }
}

/// Every objection, in words.
extension RuleBook {
    static func objections(to team: TeamProfile, _ terms: Terms) -> [Objection] {
        objections(offer, to: team.facts, terms)
            + (ExcludedByProvider.objects(to: team, terms)
                ? [Objection(code: ExcludedByProvider.code, detail: ExcludedByProvider.detail(of: team, terms))] : [])
    }

    /// The objections that hold for the whole request.
    static func objections(to expert: ExpertProfile, _ terms: Terms) -> [Objection] {
        objections(offer + person, to: expert.facts, terms)
            + self.expert.filter { $0.objects(to: expert, terms) }.map { Objection(code: $0.code, detail: $0.detail(of: expert, terms)) }
    }

    /// The objections at one place, with its seat line.
    static func objections(to expert: ExpertProfile, at kind: PlaceKind, _ terms: Terms) -> [Objection] {
        let level = expert.level(in: kind.skill)
        let objections = place.filter { $0.objects(to: expert.facts, level: level, kind, terms) }.map {
            Objection(code: $0.code, seat: kind.line, detail: $0.detail(of: expert.facts, level: level, kind, terms))
        }
        guard AccessMissing.objects(to: expert, kind) else { return objections }
        return objections + [Objection(code: AccessMissing.code, seat: kind.line, detail: AccessMissing.detail(of: expert, kind))]
    }

    /// The objections over all lines. A line that leads and has further places is judged by the easiest of them, because that place is
    /// enough to serve in the line.
    static func allObjections(to expert: ExpertProfile, _ terms: Terms) -> [Objection] {
        let easiest = terms.request.seats.indices.compactMap { line in terms.kinds.last { $0.line == line } }
        return inOrder(objections(to: expert, terms) + easiest.flatMap { objections(to: expert, at: $0, terms) })
    }

    /// The seat lines, from 0, that no objection concerns.
    static func linesWithout(_ objections: [Objection], _ terms: Terms) -> [Int] {
        guard objections.allSatisfy({ $0.seat != nil }) else { return [] }
        let refused = Set(objections.compactMap(\.seat))
        return terms.request.seats.indices.filter { !refused.contains($0) }
    }

    /// Sorted for people: objections that hold for every seat first, then by seat, each in the order of the codes.
    static func inOrder(_ objections: [Objection]) -> [Objection] {
        let rank = Dictionary(uniqueKeysWithValues: ObjectionCode.allCases.enumerated().map { ($1, $0) })
        func key(_ objection: Objection) -> (Int, Int, String) {
            (objection.seat ?? -1, rank[objection.code] ?? 0, objection.detail ?? "")
        }
        return objections.sorted { key($0) < key($1) }
    }

    private static func objections(_ rules: [any OfferFactsRule.Type], to facts: OfferFacts, _ terms: Terms) -> [Objection] {
        rules.filter { $0.objects(to: facts, terms) }.map { Objection(code: $0.code, detail: $0.detail(of: facts, terms)) }
    }
}
