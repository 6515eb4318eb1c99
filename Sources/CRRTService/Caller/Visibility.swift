import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// What a caller may see (domain.md section 6). For every list, read, count, match, refusal, watch and journal entry, a record that is not
/// visible does not exist.
extension Context {
    /// Whether a record exists for the caller.
    ///
    /// - Auditors see every record.
    /// - Other callers need clearance for a classified record.
    /// - Callers of a nation also need that nation in the record's `releasableTo`, unless the record is their own nation's.
    /// - Staff of the operations centre have no nation, so `releasableTo` does not restrict them.
    func sees(_ record: RecordChange) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        switch record {
        case .expert(let expert): return caller.sees(offersOf: expert.nation)
        case .team(let team): return caller.sees(offersOf: team.nation)
        case .effect(let effect):
            return caller.sees(offersOf: effect.nation) && isReleasable(effect.classification, to: effect.releasableTo, of: effect.nation)
        case .request(let request):
            guard isReleasable(request.classification, to: request.releasableTo, of: request.nation) else { return false }
            if seesAll(of: request.nation) { return true }
            return try request.id.map { try rows.visibilityFacts(of: $0, asking: askedNation).isAsked } ?? false
        case .tasking(let tasking): return try sees(tasking: tasking.id)
        case .consent(let consent):
            return try sees(tasking: consent.tasking)
                && (seesAll(of: consent.tasking.request.nation) || consent.nation == caller.nation)
        case .campaign(let campaign): return isReleasable(campaign.classification, to: campaign.releasableTo, of: nil)
        case .standby(let standby): return sees(standby)
        }
    }

    /// Whether a standby period exists for the caller: one of their own nation, one of a team that has people of their nation, and one
    /// whose nation asks theirs for an exchange.
    func sees(_ standby: StandbyPeriod) -> Bool {
        if caller.sees(offersOf: standby.nation) { return true }
        guard let nation = caller.readingNation else { return false }
        return standby.readers.contains(nation)
    }

    /// Whether the standby period with this id, as it is now, exists for the caller. Its record is not read. For callers from whom no offer
    /// of its nation is hidden, the result is true for every id.
    func sees(standby id: StandbyID) throws -> Bool {
        if caller.sees(offersOf: id.nation) { return true }
        guard let nation = caller.readingNation else { return false }
        return try rows.isReader(nation, of: id)
    }

    /// Whether another nation's request is shared with the caller's nation, which is then told of it by `SharedRequest` alone.
    ///
    /// The caller must be cleared for it, and it must be released to their nation: what narrows the release or raises the classification
    /// ends the sharing, too.
    func isShared(_ request: Request) -> Bool {
        guard let nation = caller.readingNation, nation != request.nation, !request.shareWith.isEmpty,
            isReleasable(request.classification, to: request.releasableTo, of: request.nation)
        else { return false }
        return (try? site.catalogue.nations(in: request.shareWith).contains(nation)) ?? false
    }

    /// Whether the effect with this id, as it is now, exists for the caller. Its record is not read.
    ///
    /// Decisions by id take the same steps for hidden and for missing records, so that the time of a refusal does not distinguish them.
    /// Read a record only after the decision. For auditors, from whom nothing is hidden, the result is true for every id.
    func sees(effect id: EffectID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        guard caller.sees(offersOf: id.nation) else { return false }
        let facts = try rows.visibilityFacts(of: id)
        return isReleasable(facts, of: id.nation) && facts.exists
    }

    /// Whether the campaign with this id, as it is now, exists for the caller. It has no owner: its label decides alone. Its record is not
    /// read.
    func sees(campaign id: CampaignID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        let facts = try rows.visibilityFacts(of: id)
        return isReleasable(facts, of: nil) && facts.exists
    }

    /// Whether the request with this id, as it is now, exists for the caller. Its record is not read.
    func sees(request id: RequestID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        let facts = try rows.visibilityFacts(of: id, asking: askedNation)
        return (seesAll(of: id.nation) || facts.isAsked) && isReleasable(facts, of: id.nation) && facts.exists
    }

    /// Whether a tasking with this id would exist for the caller, if there is one. No record is read.
    func sees(tasking id: TaskingID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        return sees(taskingsWith: try rows.visibilityFacts(of: id, asking: askedNation), of: id.request.nation)
    }

    /// Whether any tasking of the request could exist for the caller, even if the request itself does not. No record is read.
    func sees(taskingsOf request: RequestID) throws -> Bool {
        if caller.roles.contains(.auditor) { return true }
        return sees(taskingsWith: try rows.visibilityFacts(of: request, asking: askedNation), of: request.nation)
    }

    /// A tasking is as secret as its request. A nation that was asked for people still sees it after the request's allow-list was narrowed,
    /// because it must be able to recall them.
    private func sees(taskingsWith facts: VisibilityFacts, of requesting: NationCode) -> Bool {
        let whole = seesAll(of: requesting) && isReleasable(facts, of: requesting)
        return (whole || (facts.isAsked && caller.clearance >= facts.classification)) && facts.exists
    }

    /// The caller's nation, if they may see foreign requests and taskings for which it is asked; nil for all but those who read for one.
    private var askedNation: NationCode? { caller.readingNation }

    private func isReleasable(_ facts: VisibilityFacts, of owner: NationCode?) -> Bool {
        isReleasable(facts.classification, to: facts.releasableTo, of: owner)
    }

    /// Whether the caller's clearance and nation admit them to a record with this label.
    ///
    /// - Parameter owner: The nation whose record it is; nil for a campaign, which is of none.
    private func isReleasable(
        _ classification: Classification, to releasableTo: @autoclosure () -> [String], of owner: NationCode?
    ) -> Bool {
        guard caller.clearance >= classification, owner != nil || caller.reads(asAny: [.duty, .authority, .council, .ncp]) else {
            return false
        }
        guard let nation = caller.nation, nation != owner else { return true }
        return (try? site.catalogue.nations(in: releasableTo()).contains(nation)) ?? false
    }

    /// Whether the caller may read everything about this nation's requests, and not only their own nation's part.
    func seesAll(of requesting: NationCode) -> Bool { caller.sees(offersOf: requesting) }

    /// A request as the caller may read it. The remark with which it was returned, cancelled or closed is only for the requesting nation
    /// and the operations centre. Nations that are asked for people read the terms and the state. A campaign is left out that a reload has
    /// hidden from them, by a smaller group or a lower clearance.
    func view(of request: Request) throws -> Request {
        var view = request
        if !seesAll(of: request.nation) { view.remark = nil }
        view.campaigns = try request.campaigns.filter(sees(campaign:))
        return view
    }

    /// A tasking as the caller may read it. A contributing nation sees its own part.
    func view(of tasking: Tasking) throws -> Tasking {
        var view = seesAll(of: tasking.request.nation) ? tasking : tasking.part(of: caller.nation)
        view.elements = try view.elements.filter { try $0.effect.map(seesName) ?? true }
        return view
    }

    /// A standby period as the caller may read it. Other nations than its own read what concerns them: who their nation's experts are is
    /// for that nation, what further nations confirm is for these, and revisions would tell of it.
    func view(of standby: StandbyPeriod) -> StandbyPeriod {
        guard !caller.sees(offersOf: standby.nation) else { return standby }
        var view = standby
        let own = caller.nation
        view.nations = standby.nations.filter { $0 == own }
        view.confirmedBy = standby.confirmedBy.filter { $0 == own }
        if standby.swap?.with.nation != own { view.swap = nil }
        if case .pool = standby.people { view.people = .pool([]) }
        if standby.state != .withdrawn { view.state = view.confirmedBy.isEmpty ? .offered : .confirmed }
        view.revision = 1
        return view
    }

    /// A consent as the caller may read it. The terms are left out where they name an effect that the caller may not see, and with whom its
    /// people do not serve is for its nation and the operations centre alone.
    func view(of consent: Consent) throws -> Consent {
        var view = consent
        if !caller.sees(offersOf: consent.nation) { view.notWith = [] }
        for case .effect(let effect, _) in consent.terms?.parts.map(\.use) ?? [] where try !seesName(of: effect) { view.terms = nil }
        return view
    }

    /// Whether the caller may see the id of an effect in a tasking.
    func seesName(of effect: EffectID) throws -> Bool {
        if caller.sees(offersOf: effect.nation) { return try sees(effect: effect) }
        let facts = try rows.visibilityFacts(of: effect)
        return caller.clearance >= facts.classification && facts.exists
    }
}

extension Caller {
    private var seesOffersOfAll: Bool { isOfOperations }

    /// Whether the caller reads as the operations centre does: duty, authority, council, auditor, and observers of no nation.
    var isOfOperations: Bool { reads(asAny: Self.operations) }
    private static let orderers: RoleSet = [.duty, .authority]
    private static let operations: RoleSet = [.duty, .authority, .council, .auditor]

    /// Whether the caller may see a nation's offers. Offers have no classification: they are for their nation and the operations centre.
    func sees(offersOf nation: NationCode) -> Bool { seesOffersOfAll || reads(for: nation) }

    /// The one nation whose offers the caller sees; nil where they see all nations'.
    var offersNation: NationCode? { seesOffersOfAll ? nil : nation }

    /// Whether nothing is hidden from the caller, now or later. Only such callers may see positions, counts and hashes of the whole
    /// journal. The council reads none of the room's notes.
    var seesEverything: Bool {
        roles.contains(.auditor) || (reads(asAny: Self.orderers) && clearance == .topSecret && nation == nil)
    }
}
