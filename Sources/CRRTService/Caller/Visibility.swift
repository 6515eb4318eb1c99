import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// What a caller may see (domain.md section 6). Whatever is not visible does not exist for him: every list, read, count, match, refusal,
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
            return try seesAll(of: request.nation) || request.id.map(isAsked) ?? false
        case .tasking(let tasking): return try sees(tasking: tasking.id)
        case .consent(let consent):
            return try sees(tasking: consent.tasking)
                && (seesAll(of: consent.tasking.request.nation) || consent.nation == caller.nation)
        }
    }

    /// A tasking is as secret as its request. Who is asked for people knows of it, also when the request's allow-list has been narrowed
    /// since: he must be able to call them back.
    private func sees(tasking id: TaskingID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        guard let request = try reading.request(id.request) else { return false }
        if seesAll(of: request.nation), try sees(.request(request)) { return true }
        guard caller.roles.contains(.ncp), let nation = caller.nation, caller.clearance >= request.classification else { return false }
        return try reading.consents(of: id).contains { $0.nation == nation }
    }

    /// Clearance and allow-list.
    private func isLet(know classification: Classification, _ releasableTo: [String], of owner: NationCode) -> Bool {
        guard caller.clearance >= classification else { return false }
        guard let nation = caller.nation, nation != owner else { return true }
        return (try? site.catalogue.nations(in: releasableTo).contains(nation)) ?? false
    }

    private func isAsked(in request: RequestID) throws -> Bool {
        guard caller.roles.contains(.ncp), let nation = caller.nation else { return false }
        return try reading.isAsked(nation, in: request)
    }

    /// Whether what is asked for on behalf of this nation is his to read whole, or only what concerns his own nation.
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
        guard let effect = try reading.effect(effect) else { return false }
        return try caller.sees(offersOf: effect.nation) ? sees(.effect(effect)) : caller.clearance >= effect.classification
    }
}

extension Query {
    /// The roster as matching may show it to the caller, with the position that it is true of: people held by taskings that he does not see
    /// are free for him. Whoever orders them is told; until then it would tell him of those taskings.
    func rosterSeen() throws -> RosterView.Present {
        var present = roster.present
        if caller.seesEverything { return present }
        for id in present.index.holding {
            guard let tasking = try reading.tasking(id), try sees(.tasking(tasking)) else {
                present.index.release(id)
                continue
            }
        }
        return (present.index, try lastPosition(upTo: present.seq))
    }
}

extension Caller {
    private var seesOffersOfAll: Bool { isAny(of: [.duty, .authority, .auditor]) }

    /// Offers bear no classification of their own: they are their nation's and the operations centre's.
    func sees(offersOf nation: NationCode) -> Bool { seesOffersOfAll || speaks(for: nation) }

    /// The one nation that his lists of offers are about; nil where he sees all of them.
    var offersSeen: NationCode? { seesOffersOfAll ? nil : nation }

    /// Whether nothing is hidden from him, now or later: only then do positions, counts and hashes of the whole journal tell him nothing.
    var seesEverything: Bool {
        roles.contains(.auditor) || (isAny(of: [.duty, .authority]) && clearance == .topSecret && nation == nil)
    }
}
