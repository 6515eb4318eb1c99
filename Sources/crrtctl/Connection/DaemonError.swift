import Varlink

/// Every error that the daemon can answer with, by its name on the wire. A test compares it with the interfaces.
enum DaemonError: String, CaseIterable, Sendable {
    case noSuchRecord = "io.crrtd.Service.NoSuchRecord"
    case staleRevision = "io.crrtd.Service.StaleRevision"
    case illegalTransition = "io.crrtd.Service.IllegalTransition"
    case invalidRecord = "io.crrtd.Service.InvalidRecord"
    case busy = "io.crrtd.Service.Busy"
    case storageFull = "io.crrtd.Service.StorageFull"
    case storageGone = "io.crrtd.Service.StorageGone"
    case outcomeUnknown = "io.crrtd.Service.OutcomeUnknown"
    case internalError = "io.crrtd.Service.InternalError"
    case notEligible = "io.crrtd.Requests.NotEligible"
    case alreadyCommitted = "io.crrtd.Taskings.AlreadyCommitted"
    case consentMissing = "io.crrtd.Taskings.ConsentMissing"
    case twoPersonRule = "io.crrtd.Taskings.TwoPersonRule"
    case approvalMissing = "io.crrtd.Taskings.ApprovalMissing"
    case termsChanged = "io.crrtd.Consents.TermsChanged"
    case notAnExercise = "io.crrtd.Exercise.NotAnExercise"
    case importRejected = "io.crrtd.Roster.ImportRejected"
    case rotaRejected = "io.crrtd.Standby.ImportRejected"
    case permissionDenied = "org.varlink.service.PermissionDenied"
    case invalidParameter = "org.varlink.service.InvalidParameter"
    case interfaceNotFound = "org.varlink.service.InterfaceNotFound"
    case methodNotFound = "org.varlink.service.MethodNotFound"
    case methodNotImplemented = "org.varlink.service.MethodNotImplemented"
    case expectedMore = "org.varlink.service.ExpectedMore"

    var status: ExitStatus {
        switch self {
        case .noSuchRecord: .noSuchRecord
        case .permissionDenied: .notPermitted
        case .outcomeUnknown: .outcomeUnknown
        case .staleRevision, .illegalTransition, .invalidRecord, .busy, .storageFull, .storageGone, .internalError, .notEligible,
            .alreadyCommitted, .consentMissing,
            .approvalMissing, .notAnExercise,
            .twoPersonRule, .termsChanged, .importRejected, .rotaRejected, .invalidParameter, .interfaceNotFound, .methodNotFound,
            .methodNotImplemented,
            .expectedMore:
            .failed
        }
    }
}

extension Failure {
    /// An error of a call, in words for people.
    ///
    /// - Parameters:
    ///   - waited: for how many seconds, where it timed out.
    ///   - isFirst: whether the daemon had answered nothing before.
    init(_ error: ClientError, endpoint: Endpoint, waited: Int? = nil, isFirst: Bool = false) {
        switch error {
        case .remote(let remote):
            self.init(remote, unit: endpoint.unit)
        case .unreachable(let path, let code):
            self.init(connecting: path, code)
        case .closed where isFirst:
            // A daemon that has too many connections open closes a new one without a word.
            self.init(
                .unreachable, "\(endpoint.description): the daemon closed the connection before its first answer",
                details: ["it may have refused it because too many connections are open, of you or of all users"],
                next: "again in a minute, after ending a board or watch that you no longer need; "
                    + "an administrator finds the reason with journalctl -u \(endpoint.unit)")
            connection = .broken
        case .closed:
            self.init(.unreachable, "\(endpoint.description): the daemon closed the connection", next: "crrtctl ping")
            connection = .broken
        case .timedOut:
            let time = waited.map { "within \($0) s" } ?? "in time"
            self.init(
                .unreachable, "\(endpoint.description): the daemon says nothing \(time)",
                next: "systemctl status \(endpoint.unit), or --timeout SECONDS to wait longer")
        case .malformed(let error):
            self.init(.failed, "the daemon's answer is not one that this crrtctl understands: \(error)", next: "crrtctl ping")
        }
    }

    /// An error reply.
    ///
    /// - Parameter unit: the systemd unit of the daemon that has answered.
    init(_ remote: RemoteError, unit: String = "crrtd") {
        guard let error = DaemonError(rawValue: remote.name) else {
            self.init(.failed, remote.description, remote: remote)
            return
        }
        let words = ErrorText(error, remote, unit: unit)
        self.init(error.status, words.text, details: words.details, next: words.next, remote: remote)
    }

    init(connecting path: String, _ code: Int32) {
        let reason = SystemError.words(code)
        switch code {
        case SystemError.noAccess:
            self.init(
                .notPermitted, "\(path): \(reason)",
                next: "ask the administrator for the group that owns the socket (ls -l \(ShellWord.path(path)))")
        default:
            self.init(
                .unreachable, "no daemon at \(path): \(reason)",
                next: "systemctl status \(Endpoint.socket(path).unit), or --socket PATH or --instance NAME")
            connection = .refused
        }
    }
}
