import CRRTProtocol

/// The families of figures. Each is mechanical: none tells of a nation, a request, a tasking or a consent.
enum MetricFamily: String, CaseIterable, Sendable {
    case startTime = "StartTimeMicroseconds"
    case openConnections = "OpenConnections"
    case watchers = "Watchers"
    case calls = "Calls"
    case callErrors = "CallErrors"
    case failedCalls = "FailedCalls"
    case waitingWork = "WaitingWork"
    case runningWork = "RunningWork"
    case workTurns = "WorkTurns"
    case workTime = "WorkMicroseconds"
    case waitingChanges = "WaitingChanges"
    case changes = "Changes"
    case commits = "Commits"
    case failedCommits = "FailedCommits"
    case commitTime = "CommitMicroseconds"
    case journalPosition = "JournalPosition"
    case signedPosition = "SignedPosition"
    case unsignedEntries = "UnsignedEntries"
    case databaseBytes = "DatabaseBytes"
    case logBytes = "WriteAheadLogBytes"

    /// As systemd's tools write it: the name of the socket's file, a dot, the family.
    var name: String { "io.crrtd." + rawValue }

    var type: Metrics.MetricFamilyType {
        switch self {
        case .calls, .callErrors, .failedCalls, .workTurns, .workTime, .changes, .commits, .failedCommits, .commitTime: .counter
        case .startTime, .openConnections, .watchers, .waitingWork, .runningWork, .waitingChanges, .journalPosition, .signedPosition,
            .unsignedEntries, .databaseBytes, .logBytes:
            .gauge
        }
    }

    var description: String {
        switch self {
        case .startTime: "When the daemon started, since 1970."
        case .openConnections: "Connections that are open now."
        case .watchers: "Watches of the journal that are open now."
        case .calls: "Calls by method, whatever they were answered with."
        case .callErrors:
            "Calls that were answered with an error, by method and kind: denied, busy, failed (see the log), refused (the call itself)."
        case .failedCalls: "Calls of all methods that failed by the disk or the daemon itself; the log says why."
        case .waitingWork: "Work beside the event loop that waits for its turn now, by kind."
        case .runningWork: "Work beside the event loop whose turn it is now, by kind."
        case .workTurns: "Turns of work beside the event loop, by kind."
        case .workTime: "Time that turns of work beside the event loop took, by kind."
        case .waitingChanges: "Changes that wait for a commit now."
        case .changes: "Changes that took part in a commit, refused and rehearsed ones too."
        case .commits: "Commits that succeeded; changes divided by commits is the size of a batch."
        case .failedCommits: "Commits that failed or could not be begun."
        case .commitTime: "Time that commits took from the last change until they were durable."
        case .journalPosition: "The newest entry of the journal."
        case .signedPosition: "The newest entry of the journal that this daemon knows to be signed."
        case .unsignedEntries: "Entries of the journal after the newest that is signed."
        case .databaseBytes: "Size of the database."
        case .logBytes: "Size of the database's write-ahead log."
        }
    }
}
