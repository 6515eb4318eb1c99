import Varlink

/// What each record and each reply shows. A reply without a row here cannot be entered in the method table.
extension Roster.Expert { var holding: Holding { .offer(nation: nation) } }
extension Roster.Team { var holding: Holding { .offer(nation: nation) } }
extension Roster.Effect { var holding: Holding { .labelled(classification.rawValue, releasableTo: releasableTo) } }
extension Requests.Request { var holding: Holding { .labelled(classification.rawValue, releasableTo: releasableTo) } }
extension Taskings.Tasking {
    /// A tasking names others that want its people. It also says of an effect's record which rule objects, that its lead time is too long
    /// or that it changed; callers are told that only where they may read the effect.
    var holdings: [Holding] {
        let concerned = Set((concerns ?? []).map(\.record))
        let tellsOfAll = lateHours != nil || termsChanged == true
        return [.request(request)] + ((contested ?? []) + (committed ?? [])).map { .tasking($0.tasking) }
            + (effects ?? []).filter { tellsOfAll || concerned.contains($0) }.map { .effect($0) }
    }
}
extension Consents.Consent { var holding: Holding { .tasking(tasking) } }
extension Reports.Ending {
    var holdings: [Holding] {
        [classification.map { .labelled($0.rawValue, releasableTo: releasableTo ?? []) } ?? .offer(nation: nation)]
            + (tasking.map { [.tasking($0)] } ?? [])
    }
}

extension Roster.PutExpert.Reply: MarkedReply { public var holdings: [Holding] { [expert.holding] + held(serving) } }
extension Roster.GetExpert.Reply: MarkedReply { public var holdings: [Holding] { [expert.holding] + held(serving) } }
extension Roster.EraseName.Reply: MarkedReply { public var holdings: [Holding] { [expert.holding] } }
extension Roster.ListExperts.Reply: MarkedReply { public var holdings: [Holding] { all(expert, experts).map(\.holding) } }
extension Roster.PutTeam.Reply: MarkedReply { public var holdings: [Holding] { [team.holding] + held(serving) } }
extension Roster.GetTeam.Reply: MarkedReply { public var holdings: [Holding] { [team.holding] + held(serving) } }
extension Roster.ListTeams.Reply: MarkedReply { public var holdings: [Holding] { all(team, teams).map(\.holding) } }
extension Roster.PutEffect.Reply: MarkedReply { public var holdings: [Holding] { [effect.holding] + held(serving) } }
extension Roster.GetEffect.Reply: MarkedReply { public var holdings: [Holding] { [effect.holding] + held(serving) } }
extension Roster.ListEffects.Reply: MarkedReply { public var holdings: [Holding] { all(effect, effects).map(\.holding) } }
extension Roster.SetOffer.Reply: MarkedReply {
    public var holdings: [Holding] { [expert?.holding, team?.holding, effect?.holding].compactMap { $0 } + held(serving) }
}
/// The reply of a dry run shows what would change. The use case states the label of the batch.
extension Roster.Import.Reply: MarkedReply { public var holdings: [Holding] { held(serving) } }
extension Roster.ListSkills.Reply: MarkedReply { public var holdings: [Holding] { [] } }
extension Roster.ListNations.Reply: MarkedReply { public var holdings: [Holding] { [] } }

extension Requests.Submit.Reply: MarkedReply { public var holdings: [Holding] { [request.holding] } }
extension Requests.Amend.Reply: MarkedReply { public var holdings: [Holding] { [request.holding] } }
extension Requests.Return.Reply: MarkedReply { public var holdings: [Holding] { [request.holding] } }
extension Requests.Validate.Reply: MarkedReply { public var holdings: [Holding] { [request.holding] } }
extension Requests.Cancel.Reply: MarkedReply { public var holdings: [Holding] { [request.holding] } }
extension Requests.Close.Reply: MarkedReply { public var holdings: [Holding] { [request.holding] } }
extension Requests.Get.Reply: MarkedReply { public var holdings: [Holding] { [request.holding] } }
extension Requests.List.Reply: MarkedReply { public var holdings: [Holding] { all(request, requests).map(\.holding) } }
/// These replies are about a request that is not in them. The use case states its label.
extension Requests.Match.Reply: MarkedReply { public var holdings: [Holding] { (contests ?? []).map { .tasking($0.tasking) } } }
extension Requests.Explain.Reply: MarkedReply { public var holdings: [Holding] { [] } }
extension Requests.Relax.Reply: MarkedReply { public var holdings: [Holding] { [] } }

extension Taskings.Propose.Reply: MarkedReply { public var holdings: [Holding] { tasking.holdings } }
extension Taskings.Order.Reply: MarkedReply { public var holdings: [Holding] { tasking.holdings } }
extension Taskings.Advance.Reply: MarkedReply { public var holdings: [Holding] { tasking.holdings } }
extension Taskings.Extend.Reply: MarkedReply { public var holdings: [Holding] { tasking.holdings } }
extension Taskings.Recall.Reply: MarkedReply { public var holdings: [Holding] { all(tasking, others).flatMap(\.holdings) } }
extension Taskings.Abort.Reply: MarkedReply { public var holdings: [Holding] { tasking.holdings } }
extension Taskings.Get.Reply: MarkedReply { public var holdings: [Holding] { tasking.holdings } }
extension Taskings.List.Reply: MarkedReply { public var holdings: [Holding] { all(tasking, taskings).flatMap(\.holdings) } }

extension Consents.Grant.Reply: MarkedReply {
    public var holdings: [Holding] { [consent.holding] + ((contested ?? []) + (committed ?? [])).map { .tasking($0.tasking) } }
}
extension Consents.Refuse.Reply: MarkedReply { public var holdings: [Holding] { [consent.holding] } }
extension Consents.Revoke.Reply: MarkedReply { public var holdings: [Holding] { [consent.holding] } }
extension Consents.List.Reply: MarkedReply { public var holdings: [Holding] { all(consent, consents).map(\.holding) } }

extension Journal.Read.Reply: MarkedReply { public var holdings: [Holding] { all(entry, entries).flatMap(\.holdings) } }
extension Journal.Watch.Reply: MarkedReply { public var holdings: [Holding] { entry?.holdings ?? [] } }

/// Sums by nation show what that nation offers.
extension Reports.Readiness.Reply: MarkedReply { public var holdings: [Holding] { nations.map { .offer(nation: $0.nation) } } }
extension Reports.Coverage.Reply: MarkedReply {
    public var holdings: [Holding] { Set(skills.flatMap(\.cover).flatMap(\.nations)).map { .offer(nation: $0) } }
}
extension Reports.Expiring.Reply: MarkedReply { public var holdings: [Holding] { all(ending, endings).flatMap(\.holdings) } }

/// Sums over what the caller may read. They are no nation's record.
extension Service.Status.Reply: MarkedReply { public var holdings: [Holding] { [] } }
extension Service.CheckRoster.Reply: MarkedReply { public var holdings: [Holding] { [] } }

/// What is said about the taskings in which an offer serves has their label.
private func held(_ serving: [Roster.Serving]?) -> [Holding] { (serving ?? []).map { .tasking($0.tasking) } }

private func all<Record>(_ one: Record?, _ many: [Record]?) -> [Record] { (one.map { [$0] } ?? []) + (many ?? []) }

// MARK: - The journal

extension Journal.Entry {
    /// The records in the payload; the subject where the payload shows none.
    ///
    /// The subject counts too for an import, whose counts show what the nation offers, and for a concern, which names a tasking beside the
    /// offer.
    var holdings: [Holding] {
        let changes = payload["changes"]?.arrayValue ?? []
        let found = changes.compactMap(\.objectValue).flatMap(\.members).compactMap(Journal.Entry.holding)
        return found.isEmpty || event.hasPrefix("roster.") || event == "tasking.affected" ? found + [ofSubject] : found
    }

    /// A change: the kind of record, and the record as the contract writes it.
    private static func holding(_ change: JSONObject.Member) -> Holding? {
        guard let record = change.value.objectValue else { return nil }
        func text(_ name: String) -> String { record[name]?.stringValue ?? "" }
        switch change.name {
        case "expert", "team": return .offer(nation: text("nation"))
        case "effect", "request":
            return .labelled(text("classification"), releasableTo: record["releasableTo"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        case "tasking": return .request(text("request"))
        case "consent": return .tasking(text("tasking"))
        default: return nil
        }
    }

    private var ofSubject: Holding {
        switch subject.prefix(4) {
        case "REQ-", "EXR-": .request(subject)
        case "TSK-", "EXT-": .tasking(subject)
        default: .offer(nation: String(subject.prefix(3)))
        }
    }
}
