import CRRTDomain
import CRRTProtocol
import CRRTStore
public import Varlink

extension Instance {
    /// All methods, with who may call them and what answers them (domain.md section 6).
    public func router(version: String) -> Router {
        table(version: version).router
    }

    func table(version: String) -> MethodTable {
        var router = Router(
            vendor: "crrtd", product: "crrtd", version: version, url: "https://crrtd.io",
            unexpected: { [environment] error, method in environment.internalError(error, method) })
        router.add(Instance.interfaces)
        // Decoding an import of 16 MiB takes a tenth of a second.
        router.offloadLargeCalls(above: 64 << 10) { [environment] session, body in
            _ = environment.scheduler.add(.parameters, of: session.peer.uid) {
                body()
                return false
            }
        }
        var table = MethodTable(router, environment)
        let readers = Right.readers
        let contact = Right.roles([.ncp])
        let duty = Right.roles([.duty])
        let planners = Right.reading([.duty])
        let requesting = Right.roles([.duty, .ncp])
        let admin = Right.roles([.admin])

        table.list(ExpertList.self, by: readers)
        table.verbatim(Roster.GetExpert.self, by: readers, ReadRoster.expert)
        table.command(Roster.PutExpert.self, by: contact, PutExpert.run)
        table.command(Roster.EraseName.self, by: contact, EraseName.run)
        table.list(TeamList.self, by: readers)
        table.query(Roster.GetTeam.self, by: readers, ReadRoster.team)
        table.command(Roster.PutTeam.self, by: contact, PutTeam.run)
        table.list(EffectList.self, by: readers)
        table.query(Roster.GetEffect.self, by: readers, ReadRoster.effect)
        table.command(Roster.PutEffect.self, by: contact, PutEffect.run)
        table.command(Roster.SetOffer.self, by: contact, SetOffer.run)
        table.command(Roster.Import.self, by: contact, ImportRoster.run)
        table.command(Roster.PutContact.self, by: contact, PutContact.run)
        table.command(Roster.RemoveContact.self, by: contact, RemoveContact.run)
        table.list(ContactList.self, by: readers)
        table.list(SkillList.self, by: .known)
        table.list(CodeListing.self, by: .known)
        table.list(NationList.self, by: .known)

        table.command(Requests.Submit.self, by: requesting, SubmitRequest.run)
        table.command(Requests.Amend.self, by: requesting, AmendRequest.run)
        table.command(Requests.Correct.self, by: requesting, CorrectRequest.run)
        table.command(Requests.Refer.self, by: .roles([.duty, .ncp]), ReferRequest.run)
        table.command(Requests.ReportReferral.self, by: .roles([.duty, .ncp]), ReportReferral.run)
        table.command(Requests.Validate.self, by: duty, ValidateRequest.run)
        table.command(Requests.Return.self, by: duty, ReturnRequest.run)
        table.command(Requests.Cancel.self, by: requesting, CancelRequest.run)
        table.command(Requests.Close.self, by: duty, CloseRequest.run)
        table.query(Requests.Get.self, by: readers, ReadRequests.get)
        table.list(RequestList.self, by: readers)
        table.list(SharedRequestList.self, by: .reading([.ncp]))
        table.search(Requests.Match.self, by: planners, within: \.matchBudgetMilliseconds, MatchRequest.run)
        table.search(Requests.Plan.self, by: planners, within: \.planBudgetMilliseconds, PlanRequests.run)
        table.longQuery(Requests.Eligible.self, by: planners, EligibleForSeat.run)
        table.longQuery(Requests.Explain.self, by: planners, ExplainMatch.run)
        table.search(Requests.Relax.self, by: planners, within: \.matchBudgetMilliseconds, RelaxRequest.run)

        table.command(Campaigns.Open.self, by: duty, OpenCampaign.run)
        table.command(Campaigns.Correct.self, by: duty, CorrectCampaign.run)
        table.command(Campaigns.Close.self, by: duty, CloseCampaign.run)
        table.query(Campaigns.Get.self, by: readers, ReadCampaigns.get)
        table.list(CampaignList.self, by: readers)

        table.command(Taskings.Propose.self, by: duty, ProposeTasking.run)
        table.command(Taskings.Approve.self, by: .roles([.council]), ApproveTasking.run)
        table.command(Taskings.WithdrawApproval.self, by: .roles([.council]), WithdrawApproval.run)
        table.command(Taskings.Order.self, by: .roles([.authority]), OrderTasking.run)
        table.command(Taskings.Advance.self, by: requesting, AdvanceTasking.run)
        table.command(Taskings.Replace.self, by: duty, ReplacePeople.run)
        table.command(Taskings.Withdraw.self, by: requesting, WithdrawPeople.run)
        table.command(Taskings.Extend.self, by: duty, ExtendTasking.run)
        table.command(Taskings.Recall.self, by: contact, RecallTasking.run)
        table.command(Taskings.Cease.self, by: .roles([.ncp, .authority]), CeaseEffect.run)
        table.command(Taskings.ReportOutcome.self, by: .roles([.ncp, .authority]), ReportOutcome.run)
        table.command(Taskings.Abort.self, by: .roles([.duty, .authority]), AbortTasking.run)
        table.query(Taskings.Get.self, by: readers, ReadTaskings.get)
        table.list(TaskingList.self, by: readers)

        table.list(ConsentList.self, by: readers)
        table.command(Consents.Grant.self, by: contact, GrantConsent.run)
        table.command(Consents.Refuse.self, by: contact, RefuseConsent.run)
        table.command(Consents.Revoke.self, by: contact, RevokeConsent.run)

        table.command(Consents.Remind.self, by: duty, RemindNations.run)

        table.command(Standby.Put.self, by: contact, PutStandby.run)
        table.command(Standby.Import.self, by: contact, ImportStandby.run)
        table.command(Standby.Confirm.self, by: contact, ConfirmStandby.run)
        table.command(Standby.Withdraw.self, by: contact, WithdrawStandby.run)
        table.command(Standby.AskSwap.self, by: contact, AskStandbySwap.run)
        table.command(Standby.AnswerSwap.self, by: contact, AnswerStandbySwap.run)
        table.query(Standby.Get.self, by: readers, ReadStandby.get)
        table.list(StandbyList.self, by: readers)
        table.query(Standby.Now.self, by: readers, ReadStandby.now)
        table.longQuery(Standby.Report.self, by: readers, ReportStandby.run)

        let desk = Right.roles([.duty, .authority])
        table.command(Notes.Add.self, by: desk, AddNote.run)
        table.command(Notes.Report.self, by: requesting, ReportSituation.run)
        table.command(Notes.AddLesson.self, by: desk, AddLesson.run)
        table.command(Notes.CompleteLesson.self, by: desk, CompleteLesson.run)
        table.command(Notes.Erase.self, by: .roles([.duty, .ncp, .authority, .admin]), EraseNote.run)
        table.list(NoteList.self, by: readers)
        table.other(Notes.Search.self, by: readers) { try SearchResponder($3, readers, $0, $2).begin() }

        table.command(Handover.Sign.self, by: duty, SignHandover.run)
        table.command(Handover.Accept.self, by: duty, AcceptHandover.run)
        table.query(Handover.List.self, by: .reading([.duty, .authority, .council, .auditor]), ListHandovers.run)

        table.list(JournalList.self, by: readers)
        let watch = WatchJournal(environment: environment, watchers: watchers, epochs: epochs)
        table.other(Journal.Watch.self, by: readers) { parameters, caller, call, _ in try watch.run(parameters, caller, call) }
        table.other(Journal.Verify.self, by: .roles([.auditor])) { [notary] in try VerifyJournal.run($0, $1, $2, $3, notary) }
        table.other(Journal.Export.self, by: .roles([.auditor])) { [notary] in try ExportJournal.run($0, $1, $2, $3, notary) }

        table.longQuery(Reports.Readiness.self, by: readers, ReadReadiness.run)
        table.longQuery(Reports.Coverage.self, by: readers, ReadCoverage.run)
        table.list(EndingList.self, by: readers)

        let server = ReadStatus.Server(version: version, startedAt: startedAt, epoch: epochs.current.id)
        table.longQuery(Service.Status.self, by: .known, as: .lists) { _, caller, environment in
            try ReadStatus.run(caller, environment, server)
        }
        table.other(Service.WhoAmI.self, by: .anyone, WhoAmI.run)
        table.other(Service.ActAs.self, by: .roles([.excon]), ActAs.run)
        table.other(Service.Rehearse.self, by: .known, Rehearse.run)
        table.act(Service.Backup.self, by: admin) { [notary] in try BackUp.run($0, $1, $2, $3, notary) }
        table.act(Service.Reload.self, by: admin) { [configuration] in try Reload.run($0, $1, $2, $3, configuration) }
        table.other(Service.GetConfiguration.self, by: admin) { [threshold] in ReadConfiguration.run($0, $1, $2, $3, threshold) }
        table.longQuery(Service.CheckRoster.self, by: admin, as: .scan, CheckRoster.run)

        table.other(ServiceControl.Ping.self, by: .known, ControlService.ping)
        table.act(ServiceControl.Reload.self, by: admin) { [configuration] in try ControlService.reload($0, $1, $2, $3, configuration) }
        table.act(ServiceControl.SetLogLevel.self, by: admin) { [threshold] in try ControlService.setLogLevel($0, $1, $2, $3, threshold) }
        table.other(ServiceControl.GetLogLevel.self, by: admin) { [threshold] parameters, caller, call, _ in
            ControlService.getLogLevel(parameters, caller, call, threshold)
        }

        table.other(Metrics.List.self, by: admin) { [sources = metricSources] in ReadMetrics.list($0, $1, $2, $3, sources) }
        table.other(Metrics.Describe.self, by: admin, ReadMetrics.describe)

        let control = Right.roles([.excon])
        table.command(Exercise.AddInject.self, by: control, done: { [deadlines] in deadlines.reschedule() }, AddInject.run)
        table.command(Exercise.ReleaseInject.self, by: control, ReleaseInject.run)
        table.command(Exercise.CancelInject.self, by: control, CancelInject.run)
        table.list(InjectList.self, by: .injectReaders)
        table.command(Exercise.RaiseNoDuff.self, by: .acting, RaiseNoDuff.run)
        table.command(Exercise.ClearNoDuff.self, by: .roles([.excon, .admin]), ClearNoDuff.run)
        table.list(NoDuffList.self, by: .known)
        return table
    }
}
