import Varlink

/// The label sources of each record and each reply. A reply without a line here cannot be entered in the method table.
extension Roster.Expert { var labelSource: LabelSource { .offer(nation: nation) } }
extension Roster.Team { var labelSource: LabelSource { .offer(nation: nation) } }
extension Roster.Effect { var labelSource: LabelSource { .labelled(classification.rawValue, releasableTo: releasableTo) } }
extension Requests.Request { var labelSource: LabelSource { .labelled(classification.rawValue, releasableTo: releasableTo) } }
extension Requests.SharedRequest { var labelSource: LabelSource { .labelled(classification.rawValue, releasableTo: releasableTo) } }
extension Campaigns.Campaign { var labelSource: LabelSource { .labelled(classification.rawValue, releasableTo: releasableTo) } }
extension Taskings.Tasking {
    /// A tasking names other taskings that want its people. It also says of an effect's record which rule objects, that its lead time is
    /// too long or that it changed; callers are told that only where they may read the effect.
    var labelSources: [LabelSource] {
        let concerned = Set((concerns ?? []).map(\.record))
        let tellsOfAll = lateHours != nil || termsChanged == true
        return [.request(request)] + ((contested ?? []) + (committed ?? [])).map { .tasking($0.tasking) }
            + (effects ?? []).filter { tellsOfAll || concerned.contains($0) }.map { .effect($0) }
    }
}
extension Consents.Consent { var labelSource: LabelSource { .tasking(tasking) } }
extension Standby.Period {
    /// Its nation may know all of it. So may another one to whom it is shown: the only one with people in it, or the one that is asked to
    /// exchange it. Of several none does, for each sees its own part.
    var labelSource: LabelSource {
        let (own, others) = (String(id.prefix(3)), nations ?? [])
        let readers = others.isEmpty ? [swap.map { String($0.with.prefix(3)) }].compactMap { $0 } : others.count == 1 ? others : []
        return readers.isEmpty ? .offer(nation: own) : .sharedOffer(nations: [own] + readers)
    }
}
extension Standby.Clash { var labelSource: LabelSource { .offer(nation: String(expert.prefix(3))) } }
extension Reports.Ending {
    var labelSources: [LabelSource] {
        [classification.map { .labelled($0.rawValue, releasableTo: releasableTo ?? []) } ?? .offer(nation: nation)]
            + (tasking.map { [.tasking($0)] } ?? [])
    }
}

extension Roster.PutExpert.Reply: MarkedReply { public var labelSources: [LabelSource] { [expert.labelSource] + sources(of: serving) } }
extension Roster.GetExpert.Reply: MarkedReply { public var labelSources: [LabelSource] { [expert.labelSource] + sources(of: serving) } }
extension Roster.EraseName.Reply: MarkedReply { public var labelSources: [LabelSource] { [expert.labelSource] } }
extension Roster.ListExperts.Reply: MarkedReply {
    public var labelSources: [LabelSource] { records(expert, experts).map(\.labelSource) + sources(of: serving) }
}
extension Roster.PutTeam.Reply: MarkedReply { public var labelSources: [LabelSource] { [team.labelSource] + sources(of: serving) } }
extension Roster.GetTeam.Reply: MarkedReply { public var labelSources: [LabelSource] { [team.labelSource] + sources(of: serving) } }
extension Roster.ListTeams.Reply: MarkedReply { public var labelSources: [LabelSource] { records(team, teams).map(\.labelSource) } }
extension Roster.PutEffect.Reply: MarkedReply { public var labelSources: [LabelSource] { [effect.labelSource] + sources(of: serving) } }
extension Roster.GetEffect.Reply: MarkedReply { public var labelSources: [LabelSource] { [effect.labelSource] + sources(of: serving) } }
extension Roster.ListEffects.Reply: MarkedReply { public var labelSources: [LabelSource] { records(effect, effects).map(\.labelSource) } }
extension Roster.SetOffer.Reply: MarkedReply {
    public var labelSources: [LabelSource] {
        [expert?.labelSource, team?.labelSource, effect?.labelSource].compactMap { $0 } + sources(of: serving)
    }
}
extension Roster.PutContact.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Roster.RemoveContact.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Roster.ListContacts.Reply: MarkedReply {
    public var labelSources: [LabelSource] { records(contact, contacts).map { .offer(nation: $0.nation) } }
}
/// The reply to a dry run shows what would change. The use case states the label of the batch.
extension Roster.Import.Reply: MarkedReply { public var labelSources: [LabelSource] { sources(of: serving) } }
extension Handover.Sign.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Handover.Accept.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Handover.List.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Roster.ListSkills.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Roster.ListCodes.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Roster.ListNations.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }

extension Requests.Submit.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.Correct.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.Refer.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.ReportReferral.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.Amend.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.Return.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.Validate.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.Cancel.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.Close.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.Get.Reply: MarkedReply { public var labelSources: [LabelSource] { [request.labelSource] } }
extension Requests.List.Reply: MarkedReply { public var labelSources: [LabelSource] { records(request, requests).map(\.labelSource) } }
extension Requests.ListShared.Reply: MarkedReply {
    public var labelSources: [LabelSource] { records(request, requests).map(\.labelSource) }
}
extension Campaigns.Open.Reply: MarkedReply { public var labelSources: [LabelSource] { [campaign.labelSource] } }
extension Campaigns.Correct.Reply: MarkedReply {
    public var labelSources: [LabelSource] { [campaign.labelSource] + (unlinked ?? []).map { .request($0) } }
}
extension Campaigns.Close.Reply: MarkedReply { public var labelSources: [LabelSource] { [campaign.labelSource] } }
extension Campaigns.Get.Reply: MarkedReply { public var labelSources: [LabelSource] { [campaign.labelSource] } }
extension Campaigns.List.Reply: MarkedReply { public var labelSources: [LabelSource] { records(campaign, campaigns).map(\.labelSource) } }
/// These replies are about a request that is not in them. The use case states its label.
extension Requests.Match.Reply: MarkedReply {
    public var labelSources: [LabelSource] { ((contests ?? []).map(\.tasking) + (leftOut ?? []).map(\.tasking)).map { .tasking($0) } }
}
/// The offers of the people who are planned, and of those who are counted, count as well: of several nations none may know all.
extension Requests.Plan.Reply: MarkedReply {
    public var labelSources: [LabelSource] {
        let records = (remaining?.freeTeams ?? []) + (remaining?.shortTeams ?? []) + (remaining?.standby ?? []).map(\.id)
        let nations = Set(
            requests.flatMap { $0.candidate?.nations ?? [] } + (remaining?.nations ?? []) + records.map { String($0.prefix(3)) })
        let named = requests.map(\.id) + (waiting ?? [])
        return named.map { .request($0) } + nations.map { .offer(nation: $0) }
    }
}
extension Requests.Eligible.Reply: MarkedReply {
    public var labelSources: [LabelSource] { people.compactMap { $0.leftOut.map { .tasking($0.tasking) } } }
}
extension Requests.Explain.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Requests.Relax.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }

extension Taskings.Propose.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Approve.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.WithdrawApproval.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Order.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Advance.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Extend.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Cease.Reply: MarkedReply { public var labelSources: [LabelSource] { records(tasking, others).flatMap(\.labelSources) } }
extension Taskings.ReportOutcome.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Recall.Reply: MarkedReply { public var labelSources: [LabelSource] { records(tasking, others).flatMap(\.labelSources) } }
extension Taskings.Replace.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Withdraw.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Abort.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.Get.Reply: MarkedReply { public var labelSources: [LabelSource] { tasking.labelSources } }
extension Taskings.List.Reply: MarkedReply { public var labelSources: [LabelSource] { records(tasking, taskings).flatMap(\.labelSources) } }

extension Consents.Grant.Reply: MarkedReply {
    public var labelSources: [LabelSource] { [consent.labelSource] + ((contested ?? []) + (committed ?? [])).map { .tasking($0.tasking) } }
}
extension Consents.Remind.Reply: MarkedReply { public var labelSources: [LabelSource] { consents.map(\.labelSource) } }
extension Consents.Refuse.Reply: MarkedReply { public var labelSources: [LabelSource] { [consent.labelSource] } }
extension Consents.Revoke.Reply: MarkedReply { public var labelSources: [LabelSource] { [consent.labelSource] } }
extension Consents.List.Reply: MarkedReply { public var labelSources: [LabelSource] { records(consent, consents).map(\.labelSource) } }

extension Standby.Put.Reply: MarkedReply {
    public var labelSources: [LabelSource] { [period.labelSource] + (clashes ?? []).map(\.labelSource) }
}
extension Standby.Import.Reply: MarkedReply { public var labelSources: [LabelSource] { (clashes ?? []).map(\.labelSource) } }
extension Standby.Confirm.Reply: MarkedReply { public var labelSources: [LabelSource] { [period.labelSource] } }
extension Standby.Withdraw.Reply: MarkedReply { public var labelSources: [LabelSource] { [period.labelSource] } }
extension Standby.AskSwap.Reply: MarkedReply { public var labelSources: [LabelSource] { [period.labelSource] } }
extension Standby.AnswerSwap.Reply: MarkedReply { public var labelSources: [LabelSource] { [period.labelSource] } }
extension Standby.Get.Reply: MarkedReply { public var labelSources: [LabelSource] { [period.labelSource] } }
extension Standby.List.Reply: MarkedReply { public var labelSources: [LabelSource] { records(period, periods).map(\.labelSource) } }
extension Standby.Now.Reply: MarkedReply {
    public var labelSources: [LabelSource] { (now + next).map(\.labelSource) + (clashes ?? []).map(\.labelSource) }
}
/// The load names the nations whose rota it is.
extension Standby.Report.Reply: MarkedReply {
    public var labelSources: [LabelSource] { load.map { .offer(nation: $0.nation) } + clashes.map(\.labelSource) }
}

extension Journal.Read.Reply: MarkedReply { public var labelSources: [LabelSource] { records(entry, entries).flatMap(\.labelSources) } }
extension Journal.Watch.Reply: MarkedReply { public var labelSources: [LabelSource] { entry?.labelSources ?? [] } }

/// Counts by nation show what that nation offers.
extension Reports.Readiness.Reply: MarkedReply { public var labelSources: [LabelSource] { nations.map { .offer(nation: $0.nation) } } }
extension Reports.Coverage.Reply: MarkedReply {
    public var labelSources: [LabelSource] { Set(skills.flatMap(\.cover).flatMap(\.nations)).map { .offer(nation: $0) } }
}
extension Reports.Expiring.Reply: MarkedReply {
    public var labelSources: [LabelSource] { records(ending, endings).flatMap(\.labelSources) }
}

extension Notes.Note { var labelSources: [LabelSource] { [recordSource(subject)].compactMap { $0 } } }
extension Notes.Hit { var labelSources: [LabelSource] { [recordSource(subject ?? id)].compactMap { $0 } } }
extension Notes.Add.Reply: MarkedReply { public var labelSources: [LabelSource] { [recordSource(subject)].compactMap { $0 } } }
extension Notes.Report.Reply: MarkedReply { public var labelSources: [LabelSource] { [recordSource(subject)].compactMap { $0 } } }
extension Notes.AddLesson.Reply: MarkedReply { public var labelSources: [LabelSource] { [recordSource(subject)].compactMap { $0 } } }
extension Notes.CompleteLesson.Reply: MarkedReply { public var labelSources: [LabelSource] { [recordSource(subject)].compactMap { $0 } } }
/// It tells nothing of the subject, which the administrator may not see.
extension Notes.Erase.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Notes.List.Reply: MarkedReply { public var labelSources: [LabelSource] { records(note, notes).flatMap(\.labelSources) } }
extension Notes.Search.Reply: MarkedReply { public var labelSources: [LabelSource] { records(hit, hits).flatMap(\.labelSources) } }

extension Exercise.AddInject.Reply: MarkedReply { public var labelSources: [LabelSource] { message.labelSources } }
extension Exercise.ReleaseInject.Reply: MarkedReply { public var labelSources: [LabelSource] { message.labelSources } }
extension Exercise.CancelInject.Reply: MarkedReply { public var labelSources: [LabelSource] { message.labelSources } }
extension Exercise.ListInjects.Reply: MarkedReply {
    public var labelSources: [LabelSource] { records(message, messages).flatMap(\.labelSources) }
}
extension Exercise.RaiseNoDuff.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Exercise.ClearNoDuff.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }
extension Exercise.ListNoDuff.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }

extension Exercise.Message {
    /// No nation owns an inject, so that its label names none. A no-duff message has no label of its own.
    var labelSources: [LabelSource] { kind == .inject ? [.labelled(classification.rawValue, releasableTo: [])] : [] }
}

/// Counts of what the caller may read are no nation's record; the taskings are.
extension Service.Status.Reply: MarkedReply {
    public var labelSources: [LabelSource] { (overdueReports ?? []).map { .tasking($0) } }
}
extension Service.CheckRoster.Reply: MarkedReply { public var labelSources: [LabelSource] { [] } }

/// What a reply says about the taskings in which an offer serves has the label of these taskings.
private func sources(of serving: [Roster.Serving]?) -> [LabelSource] { (serving ?? []).map { .tasking($0.tasking) } }

private func records<Record>(_ one: Record?, _ many: [Record]?) -> [Record] { (one.map { [$0] } ?? []) + (many ?? []) }

// MARK: - The journal

extension Journal.Entry {
    /// Those of the records in the payload; that of the subject where the payload has no record.
    ///
    /// The subject counts as well for an import, whose counts show what the nation offers, and for a concern, which names a tasking besides
    /// the offer.
    var labelSources: [LabelSource] {
        if event.hasPrefix("noDuff.") { return [] }
        // For the operations centre, and for no nation.
        if event.hasPrefix("handover.") { return [.labelled("NU", releasableTo: [])] }
        if event.hasPrefix("inject.") {
            let level = payload["detail"]?.objectValue?["classification"]?.stringValue
            return [.labelled(level ?? "CTS", releasableTo: [])]
        }
        let changes = payload["changes"]?.arrayValue ?? []
        let found = changes.compactMap(\.objectValue).flatMap(\.members).compactMap(Journal.Entry.labelSource)
        return found.isEmpty || event.hasPrefix("roster.") || event == "tasking.affected" ? found + [subjectSource] : found
    }

    /// A change: the kind of record, and the record as the contract writes it.
    private static func labelSource(_ change: JSONObject.Member) -> LabelSource? {
        guard let record = change.value.objectValue else { return nil }
        func text(_ name: String) -> String { record[name]?.stringValue ?? "" }
        switch change.name {
        case "standby": return .offer(nation: String(text("id").prefix(3)))
        case "expert", "team": return .offer(nation: text("nation"))
        case "effect", "request", "campaign":
            return .labelled(text("classification"), releasableTo: record["releasableTo"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        case "tasking": return .request(text("request"))
        case "consent": return .tasking(text("tasking"))
        default: return nil
        }
    }

    private var subjectSource: LabelSource { recordSource(subject) ?? .offer(nation: String(subject.prefix(3))) }
}

/// The label of a request, a tasking or a campaign; nil for another id.
private func recordSource(_ id: String) -> LabelSource? {
    switch id.prefix(4) {
    case "REQ-", "EXR-": .request(id)
    case "TSK-", "EXT-": .tasking(id)
    case "CMP-", "CMX-": .campaign(id)
    default: nil
    }
}
