import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// What a caller may see (domain.md section 6). What is not visible does not exist for them: every list, read, count, match, refusal,
/// watch and journal entry asks here.
extension Context {
    /// Whether a record exists for the caller.
    ///
    /// Who is judged by what: the auditor by nothing. Everybody else must be cleared for a record that bears a classification. Who has a
    /// nation must also find it in a foreign record's allow-list; the operations centre's own people have none and serve all nations.
    func sees(_ record: RecordChange) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        switch record {
        case .expert(let expert): return caller.sees(offersOf: expert.nation)
        case .team(let team): return caller.sees(offersOf: team.nation)
        case .effect(let effect):
            return caller.sees(offersOf: effect.nation) && isLet(know: effect.classification, effect.releasableTo, of: effect.nation)
        case .request(let request):
            guard isLet(know: request.classification, request.releasableTo, of: request.nation) else { return false }
            if seesAll(of: request.nation) { return true }
            return try request.id.map { try rows.visibilityFacts(of: $0, asking: askedNation).isAsked } ?? false
        case .tasking(let tasking): return try sees(tasking: tasking.id)
        case .consent(let consent):
            return try sees(tasking: consent.tasking)
                && (seesAll(of: consent.tasking.request.nation) || consent.nation == caller.nation)
        }
    }

    /// Whether the effect with this id, as it is now, exists for the caller. Decided without reading its record.
    ///
    /// These decisions by id take the same steps for a hidden record and for one that does not exist, so that the time of a refusal does
    /// not tell them apart. Read a record only after the decision. For auditors, from whom nothing is hidden, it is true of every id.
    func sees(effect id: EffectID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        guard caller.sees(offersOf: id.nation) else { return false }
        let facts = try rows.visibilityFacts(of: id)
        return isLet(know: facts, of: id.nation) && facts.exists
    }

    /// Whether the request with this id, as it is now, exists for the caller. Decided without reading its record.
    func sees(request id: RequestID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        let facts = try rows.visibilityFacts(of: id, asking: askedNation)
        return (seesAll(of: id.nation) || facts.isAsked) && isLet(know: facts, of: id.nation) && facts.exists
    }

    /// Whether a tasking with this id would exist for the caller; `rows` knows whether there is one. Decided without reading a record.
    func sees(tasking id: TaskingID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        return sees(taskingsWith: try rows.visibilityFacts(of: id, asking: askedNation), of: id.request.nation)
    }

    /// Whether any tasking of the request could exist for the caller, also where the request itself does not. Decided without reading a
    /// record.
    func sees(taskingsOf request: RequestID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        return sees(taskingsWith: try rows.visibilityFacts(of: request, asking: askedNation), of: request.nation)
    }

    /// A tasking is as secret as its request. A nation that is asked for people knows of it, also when the request's allow-list has been
    /// narrowed since: it must be able to call them back.
    private func sees(taskingsWith facts: VisibilityFacts, of requesting: NationCode) -> Bool {
        let whole = seesAll(of: requesting) && isLet(know: facts, of: requesting)
        return (whole || (facts.isAsked && caller.clearance >= facts.classification)) && facts.exists
    }

    /// The nation whose being asked lets the caller see a request or tasking of another nation; nil for all but its contact points.
    private var askedNation: NationCode? { caller.roles.contains(.ncp) ? caller.nation : nil }

    private func isLet(know facts: VisibilityFacts, of owner: NationCode) -> Bool {
        isLet(know: facts.classification, facts.releasableTo, of: owner)
    }

    /// Clearance and allow-list.
    private func isLet(know classification: Classification, _ releasableTo: @autoclosure () -> [String], of owner: NationCode) -> Bool {
        guard caller.clearance >= classification else { return false }
        guard let nation = caller.nation, nation != owner else { return true }
        return (try? site.catalogue.nations(in: releasableTo()).contains(nation)) ?? false
    }

    /// Whether the caller may read all of what concerns this nation, or only what concerns their own.
    func seesAll(of requesting: NationCode) -> Bool { caller.sees(offersOf: requesting) }

    /// A request as the caller may read it. What it was returned, cancelled or closed with is between the requesting nation and the
    /// operations centre; a nation that is only asked for people reads the terms and the state.
    func view(of request: Request) -> Request {
        guard !seesAll(of: request.nation) else { return request }
        var view = request
        view.remark = nil
        return view
    }

    /// A tasking as a contributing nation sees it: its own people and effects, not the others', and no word of what they answered.
    func view(of tasking: Tasking) throws -> Tasking {
        var view = tasking
        view.effects = try tasking.effects.filter(seesName)
        guard !seesAll(of: tasking.request.nation) else { return view }
        let nation = caller.nation
        view.assignments = tasking.assignments.filter { $0.expert.nation == nation }
        view.effects = view.effects.filter { $0.nation == nation }
        view.nations = tasking.nations.filter { $0 == nation }
        if let team = tasking.team, team.nation != nation { view.team = nil }
        view.salt = nil
        view.refusedExtensions = tasking.refusedExtensions.filter { $0.nation == nation }
        if tasking.recalledBy != nation { view.recalledBy = nil }
        // Of the remarks only the operations centre's own word on stopping is meant for all of them.
        if tasking.state != .aborted { view.remark = nil }
        return view
    }

    /// Whether the id of an effect that serves a tasking may be told.
    func seesName(of effect: EffectID) throws -> Bool {
        if caller.sees(offersOf: effect.nation) { return try sees(effect: effect) }
        let facts = try rows.visibilityFacts(of: effect)
        return caller.clearance >= facts.classification && facts.exists
    }
}

extension Caller {
    private var seesOffersOfAll: Bool { isAny(of: [.duty, .authority, .auditor]) }

    /// Offers bear no classification of their own: they are their nation's and the operations centre's.
    func sees(offersOf nation: NationCode) -> Bool { seesOffersOfAll || speaks(for: nation) }

    /// The one nation whose offers the caller's lists hold; nil where they see all nations'.
    var offersSeen: NationCode? { seesOffersOfAll ? nil : nation }

    /// Whether nothing is hidden from the caller, now or later. Only then do positions, counts and hashes of the whole journal reveal
    /// nothing.
    var seesEverything: Bool {
        roles.contains(.auditor) || (isAny(of: [.duty, .authority]) && clearance == .topSecret && nation == nil)
    }
}
