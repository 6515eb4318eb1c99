import CRRTDomain
import CRRTProtocol
import Varlink

/// An error reply as text: the daemon's message if there is one, every field of the error, and the next command to type.
struct ErrorText {
    var text: String
    var details: [String] = []
    var next: String?

    private init(_ text: String, details: [String] = [], next: String? = nil) {
        self.text = text
        self.details = details
        self.next = next
    }

    /// The words for a known error. A reply whose fields are not those of the interface is shown as it came.
    ///
    /// - Parameter unit: the systemd unit of the daemon, for the commands that look at it.
    init(_ error: DaemonError, _ remote: RemoteError, unit: String) {
        self = ErrorText.known(error, remote, unit) ?? ErrorText(remote.description)
        // The daemon's message may name the values and the next command itself.
        if text.contains("crrtctl ") { next = nil }
    }

    private static func known(_ error: DaemonError, _ remote: RemoteError, _ unit: String) -> ErrorText? {
        switch error {
        case .noSuchRecord: remote.as(Service.NoSuchRecord.self).map(words)
        case .staleRevision: remote.as(Service.StaleRevision.self).map(words)
        case .illegalTransition: remote.as(Service.IllegalTransition.self).map(words)
        case .invalidRecord: remote.as(Service.InvalidRecord.self).map(words)
        case .busy: remote.as(Service.Busy.self).map(words)
        case .storageFull: remote.as(Service.StorageFull.self).map(words)
        case .storageGone: remote.as(Service.StorageGone.self).map { words($0, unit) }
        case .outcomeUnknown: remote.as(Service.OutcomeUnknown.self).map(words)
        case .internalError: remote.as(Service.InternalError.self).map { words($0, unit) }
        case .notEligible: remote.as(Requests.NotEligible.self).map(words)
        case .alreadyCommitted: remote.as(Taskings.AlreadyCommitted.self).map(words)
        case .consentMissing: remote.as(Taskings.ConsentMissing.self).map(words)
        case .twoPersonRule: remote.as(Taskings.TwoPersonRule.self).map(words)
        case .approvalMissing: remote.as(Taskings.ApprovalMissing.self).map(words)
        case .termsChanged: remote.as(Consents.TermsChanged.self).map(words)
        case .notAnExercise:
            remote.as(Exercise.NotAnExercise.self).map { ErrorText(nonEmpty($0.message, or: "this is no exercise instance")) }
        case .importRejected: remote.as(Roster.ImportRejected.self).map(words)
        case .rotaRejected: remote.as(Standby.ImportRejected.self).map(words)
        case .permissionDenied: remote.as(VarlinkService.PermissionDenied.self).map(words)
        case .invalidParameter: remote.as(VarlinkService.InvalidParameter.self).map(words)
        case .interfaceNotFound, .methodNotFound, .methodNotImplemented, .expectedMore:
            ErrorText("the daemon does not know this command (\(remote.description)); it may be older than crrtctl", next: "crrtctl ping")
        }
    }
}

// MARK: - One error each

extension ErrorText {
    private static func words(_ error: Service.NoSuchRecord) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "there is no \(error.kind) \(error.id), or you may not see it"), next: "crrtctl \(error.kind) list")
    }

    private static func words(_ error: Service.StaleRevision) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "\(error.id) has changed since you read it; nothing was changed"),
            details: unless(error.message, contains: "revision \(error.current)", "\(error.id) is at revision \(error.current)"),
            next: RecordID(error.id)?.show)
    }

    private static func words(_ error: Service.IllegalTransition) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "'\(error.event)' is not possible while \(error.id) is \(error.state)"),
            details: unless(error.message, contains: error.state, "\(error.id) is \(error.state)"), next: RecordID(error.id)?.show)
    }

    private static func words(_ error: Service.InvalidRecord) -> ErrorText {
        let words = InvalidField(error.field, error.reason).words
        let message = nonEmpty(error.message, or: words)
        return ErrorText(message, details: unless(message, contains: error.reason, words))
    }

    private static func words(_ error: Service.Busy) -> ErrorText {
        ErrorText(nonEmpty(error.message, or: "the daemon is busy"), details: ["try again in \(error.retryAfterMs) ms"])
    }

    private static func words(_ error: Service.StorageFull) -> ErrorText {
        ErrorText(nonEmpty(error.message, or: "the daemon's disk is full; nothing was changed"), next: "df -h")
    }

    private static func words(_ error: Service.StorageGone, _ unit: String) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "the daemon's database is not where it was; nothing was changed"), next: "journalctl -u \(unit)")
    }

    private static func words(_ error: Service.OutcomeUnknown) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "whether the change was made is unknown; repeat it with the same idempotency key"))
    }

    private static func words(_ error: Service.InternalError, _ unit: String) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "something went wrong inside the daemon; nothing was changed"),
            details: ["reference \(error.reference)"],
            next: "journalctl -u \(unit)")
    }

    private static func words(_ error: Requests.NotEligible) -> ErrorText {
        // The daemon's sentence goes on with codes; the details say the same in words.
        let message = nonEmpty(error.message, or: "not eligible")
        let subject = message.firstIndex(of: ":").map { String(message[..<$0]) } ?? message
        return ErrorText(subject, details: error.objections.map(ObjectionText.line), next: command(in: message))
    }

    /// The next step, where the daemon's sentence names it: `crrtctl match REQ-ALB-2026-0001`, `crrtctl effect edit EST-EFF-01`.
    private static func command(in sentence: String) -> String? {
        for start in ["crrtctl match ", "crrtctl tasking recall ", "crrtctl effect edit "] {
            guard let found = sentence.firstRange(of: start) else { continue }
            return start + sentence[found.upperBound...].prefix { $0 != " " && $0 != ";" }
        }
        return nil
    }

    private static func words(_ error: Taskings.AlreadyCommitted) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "\(error.expert) is committed elsewhere"), details: ["\(error.expert): \(error.tasking)"],
            next: "crrtctl tasking show \(error.tasking)")
    }

    private static func words(_ error: Taskings.ConsentMissing) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "not every nation has agreed"),
            details: error.nations.filter { !error.message.contains($0) }.map { "still to agree: \($0)" },
            next: "crrtctl consent list --state requested")
    }

    private static func words(_ error: Taskings.TwoPersonRule) -> ErrorText {
        ErrorText(nonEmpty(error.message, or: "the person who proposed it may not do this; a second person has to"), next: "crrtctl whoami")
    }

    private static func words(_ error: Taskings.ApprovalMissing) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "\(error.id) waits for the political approval; nothing was changed"),
            next: "crrtctl tasking show \(error.id)")
    }

    private static func words(_ error: Consents.TermsChanged) -> ErrorText {
        ErrorText(
            nonEmpty(error.message, or: "the terms have changed since you read them; nothing was changed"),
            details: ["terms now: \(error.digest)"], next: "crrtctl consent show \(error.tasking)")
    }

    private static func words(_ error: Roster.ImportRejected) -> ErrorText {
        ErrorText(
            nonEmpty(error.message ?? "", or: "the import was refused; nothing was written"),
            details: error.issues.map { ImportText.line($0) }
        )
    }

    private static func words(_ error: Standby.ImportRejected) -> ErrorText {
        ErrorText(
            nonEmpty(error.message ?? "", or: "the rota was refused; nothing was written"),
            details: error.issues.map { ImportText.line(.init(line: $0.line, id: $0.id, field: $0.field, reason: $0.reason)) })
    }

    private static func words(_ error: VarlinkService.PermissionDenied) -> ErrorText {
        ErrorText("you may not do this here" + (error.message.map { "; \($0)" } ?? ""), next: "crrtctl whoami")
    }

    private static func words(_ error: VarlinkService.InvalidParameter) -> ErrorText {
        ErrorText("\(error.parameter): \(nonEmpty(error.message ?? "", or: "is not valid"))")
    }

    /// The detail, unless the message contains the words already.
    private static func unless(_ message: String, contains words: String, _ detail: String) -> [String] {
        message.contains(words) ? [] : [detail]
    }

    private static func nonEmpty(_ message: String, or words: String) -> String {
        let message = message.drop { $0 == " " }
        return message.isEmpty ? words : String(message)
    }
}
