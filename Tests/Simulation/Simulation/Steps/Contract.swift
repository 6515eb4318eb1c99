import CRRTDomain
import CRRTProtocol
import Varlink

/// The methods of the contract, as the harness knows them.
public enum Contract {
    struct Method: Sendable {
        let descriptor: MethodDescriptor
        /// The entries that one call of it makes: exactly one of these, but for a recall of experts.
        var events: Set<JournalEvent> = []
        var isChange: Bool { !events.isEmpty }
    }

    /// By full name.
    static let methods: [String: Method] = {
        let interfaces = [
            Roster.interface, Requests.interface, Campaigns.interface, Standby.interface, Taskings.interface, Consents.interface,
            Notes.interface, Handover.interface, Journal.interface, Reports.interface, Service.interface, ServiceControl.interface,
            VarlinkService.interface, Metrics.interface,
            Exercise.interface,
        ]
        var methods = Dictionary(uniqueKeysWithValues: interfaces.flatMap(\.methods).map { ($0.name, Method(descriptor: $0)) })
        for (name, events) in events { methods[name]?.events = events }
        return methods
    }()

    /// In the order of their names.
    public static let names: [String] = methods.keys.sorted()
    public static let changes: [String] = names.filter { methods[$0]?.isChange ?? false }

    private static let events: [String: Set<JournalEvent>] = [
        Roster.PutExpert.name: [.expertPut], Roster.PutTeam.name: [.teamPut], Roster.PutEffect.name: [.effectPut],
        Roster.SetOffer.name: [.expertOffer, .teamOffer, .effectOffer], Roster.EraseName.name: [.expertNameErased],
        Roster.PutContact.name: [.contactPut], Roster.RemoveContact.name: [.contactRemoved],
        Roster.Import.name: [.rosterImported],
        Requests.Submit.name: [.requestSubmitted], Requests.Amend.name: [.requestAmended],
        Requests.Correct.name: [.requestCorrected], Requests.Refer.name: [.requestReferred],
        Requests.ReportReferral.name: [.requestReferralReported], Requests.Validate.name: [.requestValidated],
        Requests.Return.name: [.requestReturned], Requests.Cancel.name: [.requestCancelled], Requests.Close.name: [.requestClosed],
        Campaigns.Open.name: [.campaignOpened], Campaigns.Correct.name: [.campaignCorrected],
        Campaigns.Close.name: [.campaignClosed],
        Standby.Put.name: [.standbyPut], Standby.Import.name: [.standbyPut], Standby.Confirm.name: [.standbyConfirmed],
        Standby.Withdraw.name: [.standbyWithdrawn], Standby.AskSwap.name: [.standbySwapAsked],
        Standby.AnswerSwap.name: [.standbySwapped, .standbySwapRefused],
        Notes.Add.name: [.noteAdded], Notes.Report.name: [.noteAdded], Notes.AddLesson.name: [.noteAdded],
        Handover.Sign.name: [.handoverSigned], Handover.Accept.name: [.handoverAccepted],
        Notes.CompleteLesson.name: [.lessonDone], Notes.Erase.name: [.noteErased], Consents.Remind.name: [.consentReminded],
        Taskings.Propose.name: [.taskingProposed], Taskings.Order.name: [.taskingOrdered],
        Taskings.Advance.name: [.taskingDeparted, .taskingBegun, .taskingReleased, .taskingClosed, .taskingHome],
        Taskings.Replace.name: [.taskingBatchProposed], Taskings.Withdraw.name: [.taskingWithdrawn],
        Taskings.Extend.name: [.extensionAsked], Taskings.Recall.name: [.taskingRecalled, .expertRecalled, .effectRecalled],
        Taskings.Cease.name: [.taskingCeased, .effectCeased],
        Taskings.Approve.name: [.taskingApproved], Taskings.WithdrawApproval.name: [.taskingApprovalWithdrawn],
        Taskings.Abort.name: [.taskingAborted], Taskings.ReportOutcome.name: [.taskingOutcome],
        Consents.Grant.name: [.consentGranted, .consentEndorsed], Consents.Refuse.name: [.consentRefused],
        Consents.Revoke.name: [.consentRevoked, .taskingRecalled],
    ]

    /// The errors that a caller may get, without their interface.
    public static let errors = [
        "AlreadyCommitted", "ApprovalMissing", "Busy", "ConsentMissing", "ExpectedMore", "IllegalTransition", "ImportRejected",
        "InterfaceNotFound",
        "InternalError", "InvalidParameter", "InvalidRecord", "MethodNotFound", "NoSuchRecord", "NotEligible", "OutcomeUnknown",
        "PermissionDenied", "StaleRevision", "StorageFull", "StorageGone", "TermsChanged", "TwoPersonRule",
    ]
}
