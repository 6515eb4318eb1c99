/// How crrtctl ends. Scripts rely on the numbers (crrtctl(1)); those from 64 on are those of sysexits.h.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case done = 0
    /// Refused by the daemon, or failed here.
    case failed = 1
    /// The user said no at a prompt.
    case cancelled = 2
    /// A match without a candidate that fills every seat.
    case noCandidate = 3
    /// No such record, or one that the caller may not see. The daemon does not tell which.
    case noSuchRecord = 4
    case usage = 64
    case unreachable = 69
    /// A change may have been made or not; repeated with its key it is made once.
    case outcomeUnknown = 75
    case notPermitted = 77
    case configuration = 78
}
