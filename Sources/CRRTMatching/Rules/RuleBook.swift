internal import CRRTDomain

/// Every rule of domain.md section 5, and the engine that applies them. An expert to whom no rule objects is eligible; nothing else
/// decides.
///
/// Matching first applies `Prefilter`, which has the same rules as operations on sets. Tests compare the two.
enum RuleBook {
    /// About any offer, an expert's or a team's.
    static let offer: [any OfferFactsRule.Type] = [
        NoticeTooLong.self, NotReleasable.self, ExcludedByRequester.self, OwnNational.self, NotOffered.self, OfferEnds.self,
        OfferStale.self,
    ]
    /// About a person.
    static let person: [any OfferFactsRule.Type] = [ModeMismatch.self, ClearanceUnknown.self, ClearanceExpires.self]
    static let expert: [any ExpertRule.Type] = [
        LanguageMissing.self, Unavailable.self, AlreadyCommitted.self, ExcludedByProvider.self, AgreementEnds.self, NoPartners.self,
    ]
    static let slot: [any SlotRule.Type] = [SkillMissing.self, LevelTooLow.self, ClearanceTooLow.self]
}

/// Yes or no, without words.
extension RuleBook {
    static func admits(_ team: TeamProfile, _ query: CompiledQuery) -> Bool {
        for rule in offer where rule.objects(to: team.facts, query) { return false }
        return !ExcludedByProvider.objects(to: team, query)
    }

    /// Whether the rules that depend on instants admit an expert, in any slot.
    ///
    /// Sets of whole days cannot always decide these rules. `Prefilter` decides the others.
    static func passesTimeRules(_ expert: ExpertProfile, _ query: CompiledQuery) -> Bool {
        !Unavailable.objects(to: expert, query) && !AlreadyCommitted.objects(to: expert, query)
            && !NotOffered.objects(to: expert.facts, query)
            && !OfferEnds.objects(to: expert.facts, query) && !OfferStale.objects(to: expert.facts, query)
            && !ClearanceExpires.objects(to: expert.facts, query) && !AgreementEnds.objects(to: expert, query)
    }
}

/// Every objection, in words.
extension RuleBook {
    static func objections(to team: TeamProfile, _ query: CompiledQuery) -> [Objection] {
        objections(offer, to: team.facts, query)
            + (ExcludedByProvider.objects(to: team, query)
                ? [Objection(code: ExcludedByProvider.code, detail: ExcludedByProvider.detail(of: team, query))] : [])
    }

    /// The objections that hold for the whole request.
    static func objections(to expert: ExpertProfile, _ query: CompiledQuery) -> [Objection] {
        objections(offer + person, to: expert.facts, query)
            + self.expert.filter { $0.objects(to: expert, query) }.map { Objection(code: $0.code, detail: $0.detail(of: expert, query)) }
    }

    /// The objections in one slot, with its seat line.
    static func objections(to expert: ExpertProfile, at kind: SlotKind, _ query: CompiledQuery) -> [Objection] {
        let level = expert.level(in: kind.skill)
        let objections = slot.filter { $0.objects(to: expert.facts, level: level, kind, query) }.map {
            Objection(code: $0.code, seat: kind.line, detail: $0.detail(of: expert.facts, level: level, kind, query))
        }
        guard AccessMissing.objects(to: expert, kind) else { return objections }
        return objections + [Objection(code: AccessMissing.code, seat: kind.line, detail: AccessMissing.detail(of: expert, kind))]
    }

    /// The objections over all lines. A line with a leader and further slots is judged by the easiest of them, because one slot is enough
    /// to serve in the line.
    static func allObjections(to expert: ExpertProfile, _ query: CompiledQuery) -> [Objection] {
        let easiest = query.request.seats.indices.compactMap { line in query.kinds.last { $0.line == line } }
        return inOrder(objections(to: expert, query) + easiest.flatMap { objections(to: expert, at: $0, query) })
    }

    /// The seat lines, from 0, that no objection concerns.
    static func linesWithout(_ objections: [Objection], _ query: CompiledQuery) -> [Int] {
        guard objections.allSatisfy({ $0.seat != nil }) else { return [] }
        let refused = Set(objections.compactMap(\.seat))
        return query.request.seats.indices.filter { !refused.contains($0) }
    }

    /// Sorted for display: objections that hold for every seat first, then by seat, each in the order of the codes.
    static func inOrder(_ objections: [Objection]) -> [Objection] {
        let rank = Dictionary(uniqueKeysWithValues: ObjectionCode.allCases.enumerated().map { ($1, $0) })
        func key(_ objection: Objection) -> (Int, Int, String) {
            (objection.seat ?? -1, rank[objection.code] ?? 0, objection.detail ?? "")
        }
        return objections.sorted { key($0) < key($1) }
    }

    private static func objections(_ rules: [any OfferFactsRule.Type], to facts: OfferFacts, _ query: CompiledQuery) -> [Objection] {
        rules.filter { $0.objects(to: facts, query) }.map { Objection(code: $0.code, detail: $0.detail(of: facts, query)) }
    }
}
