internal import CRRTDomain

/// Every rule of domain.md section 5, each once, and the engine that asks them. Whoever passes all may serve; nothing else decides.
///
/// Matching asks sets first (`Prefilter`), which say the same in another form, and tests hold them to it.
enum RuleBook {
    /// Of any offer, an expert's or a team's.
    static let offer: [any FactsRule.Type] = [
        NoticeTooLong.self, NotReleasable.self, ExcludedByRequester.self, OwnNational.self, NotOffered.self, OfferEnds.self,
        OfferStale.self,
    ]
    /// Of a person.
    static let person: [any FactsRule.Type] = [ModeMismatch.self, ClearanceUnknown.self, ClearanceExpires.self]
    static let expert: [any ExpertRule.Type] = [LanguageMissing.self, Unavailable.self, Committed.self, ExcludedByProvider.self]
    static let place: [any PlaceRule.Type] = [SkillMissing.self, LevelTooLow.self, ClearanceTooLow.self]
}

/// Yes or no, as quickly as can be said.
extension RuleBook {
    static func admits(_ team: TeamProfile, _ terms: Terms) -> Bool {
        for rule in offer where rule.objects(to: team.facts, terms) { return false }
        return !ExcludedByProvider.objects(to: team, terms)
    }

    /// Whether an expert may serve, whatever the place, of whom all is known but what depends on instants.
    ///
    /// The rules that sets of whole days cannot always decide; of the others they say all there is (`Prefilter`).
    static func admitsThen(_ expert: Profile, _ terms: Terms) -> Bool {
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

    /// Those that go for the whole request.
    static func objections(to expert: Profile, _ terms: Terms) -> [Objection] {
        objections(offer + person, to: expert.facts, terms)
            + self.expert.filter { $0.objects(to: expert, terms) }.map { Objection(code: $0.code, detail: $0.detail(of: expert, terms)) }
    }

    /// Those of one place, with its seat line.
    static func objections(to expert: Profile, at kind: PlaceKind, _ terms: Terms) -> [Objection] {
        let level = expert.level(in: kind.skill)
        let objections = place.filter { $0.objects(to: expert.facts, level: level, kind, terms) }.map {
            Objection(code: $0.code, seat: kind.line, detail: $0.detail(of: expert.facts, level: level, kind, terms))
        }
        guard AccessMissing.objects(to: expert, kind) else { return objections }
        return objections + [Objection(code: AccessMissing.code, seat: kind.line, detail: AccessMissing.detail(of: expert, kind))]
    }

    /// Those against every place of every line. A line that leads and has further places is judged by the easiest of them: who
    /// may take that one may serve in the line.
    static func allObjections(to expert: Profile, _ terms: Terms) -> [Objection] {
        let easiest = terms.request.seats.indices.compactMap { line in terms.kinds.last { $0.line == line } }
        return inOrder(objections(to: expert, terms) + easiest.flatMap { objections(to: expert, at: $0, terms) })
    }

    /// The seat lines, from 0, that none of an expert's objections concerns.
    static func linesWithout(_ objections: [Objection], _ terms: Terms) -> [Int] {
        guard objections.allSatisfy({ $0.seat != nil }) else { return [] }
        let refused = Set(objections.compactMap(\.seat))
        return terms.request.seats.indices.filter { !refused.contains($0) }
    }

    /// As people read them: first what holds for every seat, then by seat, each in the order of the codes.
    static func inOrder(_ objections: [Objection]) -> [Objection] {
        let rank = Dictionary(uniqueKeysWithValues: ObjectionCode.allCases.enumerated().map { ($1, $0) })
        func key(_ objection: Objection) -> (Int, Int, String) {
            (objection.seat ?? -1, rank[objection.code] ?? 0, objection.detail ?? "")
        }
        return objections.sorted { key($0) < key($1) }
    }

    private static func objections(_ rules: [any FactsRule.Type], to facts: Facts, _ terms: Terms) -> [Objection] {
        rules.filter { $0.objects(to: facts, terms) }.map { Objection(code: $0.code, detail: $0.detail(of: facts, terms)) }
    }
}
