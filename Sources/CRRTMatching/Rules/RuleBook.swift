internal import CRRTDomain

/// Every rule of domain.md section 5, each once, and the engine that asks them. Whoever passes all may serve; nothing else decides.
enum RuleBook {
    /// The ones that most often object come first, which changes no answer.
    static let standing: [any StandingRule.Type] = [
        NoticeTooLong.self, NotReleasable.self, ExcludedByRequester.self, OwnNational.self, ExcludedByProvider.self,
        NotOffered.self, OfferEnds.self, OfferStale.self,
    ]
    static let expert: [any ExpertRule.Type] = [
        ModeMismatch.self, ClearanceUnknown.self, ClearanceExpires.self, LanguageMissing.self, Unavailable.self, Committed.self,
    ]
    static let place: [any PlaceRule.Type] = [SkillMissing.self, LevelTooLow.self, ClearanceTooLow.self, AccessMissing.self]

    /// Whether no rule objects to the offer.
    static func admits(_ standing: Standing, _ terms: Terms) -> Bool {
        for rule in self.standing where rule.objects(to: standing, terms) { return false }
        return true
    }

    /// Whether no rule that goes for the whole request objects to the expert.
    static func admits(_ expert: Profile, _ terms: Terms) -> Bool {
        guard admits(expert.standing, terms) else { return false }
        for rule in self.expert where rule.objects(to: expert, terms) { return false }
        return true
    }

    /// Whether no rule of the place objects to the expert.
    static func admits(_ expert: Profile, to kind: PlaceKind, _ terms: Terms) -> Bool {
        for rule in place where rule.objects(to: expert, kind, terms) { return false }
        return true
    }

    static func objections(to standing: Standing, _ terms: Terms) -> [Objection] {
        self.standing.filter { $0.objects(to: standing, terms) }
            .map { Objection(code: $0.code, detail: $0.detail(of: standing, terms)) }
    }

    /// Those that go for the whole request.
    static func objections(to expert: Profile, _ terms: Terms) -> [Objection] {
        objections(to: expert.standing, terms)
            + self.expert.filter { $0.objects(to: expert, terms) }
            .map { Objection(code: $0.code, detail: $0.detail(of: expert, terms)) }
    }

    /// Those of one place, with its seat line.
    static func objections(to expert: Profile, at kind: PlaceKind, _ terms: Terms) -> [Objection] {
        place.filter { $0.objects(to: expert, kind, terms) }
            .map { Objection(code: $0.code, seat: kind.line, detail: $0.detail(of: expert, kind, terms)) }
    }

    /// Those against every place of every line. A line that leads and has further places is judged by the easiest of them: who
    /// may take that one may serve in the line.
    static func allObjections(to expert: Profile, _ terms: Terms) -> [Objection] {
        let easiest = terms.request.seats.indices.compactMap { line in terms.kinds.last { $0.line == line } }
        return inOrder(objections(to: expert, terms) + easiest.flatMap { objections(to: expert, at: $0, terms) })
    }

    /// As people read them: first what holds for every seat, then by seat, each in the order of the codes.
    static func inOrder(_ objections: [Objection]) -> [Objection] {
        let rank = Dictionary(uniqueKeysWithValues: ObjectionCode.allCases.enumerated().map { ($1, $0) })
        func key(_ objection: Objection) -> (Int, Int, String) {
            (objection.seat ?? -1, rank[objection.code] ?? 0, objection.detail ?? "")
        }
        return objections.sorted { key($0) < key($1) }
    }
}
