import ArgumentParser
import CRRTProtocol

// The nouns of the command line, in the order of the help. The verbs of each stand in the folder of its name; experts, teams and effects
// have theirs in Offers.

struct RosterCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Whole rosters: experts, teams and effects together.",
        subcommands: [RosterImport.self, RosterExport.self, RosterTemplate.self])
}

/// The verbs that experts, teams and effects have in common.
private func offerVerbs<Record: RosterRecord>(_: Record.Type) -> [any ParsableCommand.Type] {
    [
        OfferShow<Record>.self, OfferPut<Record>.self, OfferEdit<Record>.self, OfferRenew<Record>.self, OfferConfirm<Record>.self,
        OfferSuspend<Record>.self, OfferWithdraw<Record>.self,
    ]
}

struct ExpertCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expert", abstract: "People that nations offer.",
        subcommands: [ExpertList.self] + offerVerbs(Roster.Expert.self) + [ExpertAbsenceCommands.self, ExpertEraseName.self])
}

struct TeamCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team", abstract: "Standing teams that nations offer.",
        subcommands: [OfferList<Roster.Team>.self] + offerVerbs(Roster.Team.self))
}

struct EffectCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "effect", abstract: "Sovereign effects that nations offer: references and conditions only.",
        subcommands: [OfferList<Roster.Effect>.self] + offerVerbs(Roster.Effect.self))
}

struct RequestCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Requests for assistance.",
        subcommands: [
            RequestSubmit.self, RequestDraftFrom.self, RequestList.self, RequestShow.self, RequestValidate.self, RequestReturn.self,
            RequestAmend.self,
            RequestCorrect.self, RequestEdit.self, RequestRefer.self, RequestReferralOutcome.self, RequestCancel.self, RequestClose.self,
            RequestTemplate.self,
        ])
}

struct CampaignCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign", abstract: "Campaigns: what links requests across nations and domains.",
        subcommands: [CampaignOpen.self, CampaignList.self, CampaignShow.self, CampaignEdit.self, CampaignClose.self])
}

struct StandbyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standby", abstract: "Standby periods: who can go at a shorter notice, and when.",
        subcommands: [
            StandbyNow.self, StandbyList.self, StandbyShow.self, StandbyPut.self, StandbyImport.self, StandbyExport.self,
            StandbyConfirm.self, StandbySwap.self, StandbyAnswer<AgreedSwap>.self, StandbyAnswer<RefusedSwap>.self, StandbyWithdraw.self,
            StandbyGaps.self,
        ])
}

struct TaskingCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasking", abstract: "People or effects put to a request, from proposal to close.",
        subcommands: [
            TaskingPropose.self, TaskingList.self, TaskingShow.self, TaskingOrder.self, TaskingAdvance<DepartStep>.self,
            TaskingAdvance<BeginStep>.self, TaskingReplace.self, TaskingExtend.self, TaskingAdvance<ReleaseStep>.self, TaskingWithdraw.self,
            TaskingRecall.self, TaskingCease.self, TaskingAbort.self, TaskingAdvance<HomeStep>.self, TaskingReport.self,
            TaskingOutcome.self, TaskingClose.self, TaskingApprove.self, TaskingWithdrawApproval.self,
        ])
}

struct ConsentCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: "The nations' answers to taskings. Silence is refusal.",
        subcommands: [
            ConsentList.self, ConsentShow.self, ConsentRemind.self, ConsentGrant.self, ConsentRefuse.self, ConsentRevoke.self,
            ConsentNewKey.self,
        ])
}

struct AuditCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The journal of every accepted change.",
        subcommands: [AuditLog.self, AuditShow.self, AuditVerify.self, AuditExport.self])
}

struct ReportCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "What there is and how it went, on one page: as text, CSV or HTML.",
        discussion: """
            --format html --output FILE writes one file that needs nothing else: it opens
            in any browser, prints, and holds no scripts.
            """,
        subcommands: [
            ReportReadiness.self, ReportCoverage.self, ReportStandby.self, ReportConsents.self, ReportExpiring.self,
            ReportAfterAction.self, ReportHandover.self, ReportTrends.self, ReportPlan.self,
        ])
}

struct HandoverCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover", abstract: "Who handed the duty room over to whom, on record by both.",
        subcommands: [HandoverSign.self, HandoverAccept.self, HandoverList.self])
}

struct ContactCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "Whom to call or write to: points of contact of requests and of nations.",
        subcommands: [ContactList.self, ContactPut.self, ContactRemove.self])
}

struct NoteCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "The log of the room: what people write about requests, taskings and campaigns.",
        subcommands: [NoteAdd.self, NoteList.self, NoteErase.self])
}

struct LessonCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson", abstract: "Lessons: what is to be done better, by whom and when.",
        subcommands: [LessonAdd.self, LessonList.self, LessonDone.self])
}

struct SkillCommands: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "skill", abstract: "The skill catalogue.", subcommands: [SkillList.self])
}

struct SectorCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sector", abstract: "The catalogue of sectors.", subcommands: [CodeList<SectorCodes>.self])
}

struct IncidentClassCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident-class", abstract: "The catalogue of incident classes.", subcommands: [CodeList<IncidentClassCodes>.self])
}

struct NationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nation", abstract: "Nations and the groups they belong to.", subcommands: [NationList.self])
}

struct InjectCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inject", abstract: "Injects of an exercise, by exercise control.",
        subcommands: [InjectAdd.self, InjectList.self, InjectRelease.self, InjectCancel.self])
}

struct NoDuffCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "no-duff", abstract: "Real matters in the middle of an exercise.",
        subcommands: [NoDuffRaise.self, NoDuffList.self, NoDuffClear.self])
}
