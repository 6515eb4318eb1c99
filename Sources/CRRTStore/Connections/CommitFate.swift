import GRDB
import Glibc

/// What has become of changes whose transaction failed, by where it failed and how.
///
/// SQLite writes a commit into the write-ahead log frame by frame, the last one with the mark of a commit, and then has the disk sync it
/// (https://sqlite.org/walformat.html). Until that last frame is whole, no start finds the changes. Once it is, a start finds them,
/// whatever SQLite has answered: after a sync that failed, and after anything else that went wrong behind it.
struct CommitFate {
    /// For those whose changes they were.
    let failure: any Error
    /// For the administrator.
    let trouble: StoreTrouble?

    init(_ failure: any Error, _ trouble: StoreTrouble? = nil) {
        self.failure = failure
        self.trouble = trouble
    }

    static func gone(_ loss: String) -> CommitFate { CommitFate(WriteFailure.storageGone(loss), .gone(reason: loss)) }

    /// - Parameters:
    ///   - committing: whether all changes had been made, and the commit itself failed.
    ///   - systemError: what the system said last, of all that went wrong in the commit; 0: nothing.
    init(of error: any Error, committing: Bool, systemError: CInt = 0) {
        guard let error = error as? DatabaseError else {
            self.init(error)
            return
        }
        // Without the arguments: they hold personal data, and this text goes to the log.
        let code = error.extendedResultCode
        let text = error.message.map { "\($0) (SQLite \(code.rawValue))" } ?? "SQLite \(code)"
        if Self.leavesOpen(error, committing, systemError) {
            self.init(WriteFailure.outcomeUnknown, .outcomeUnknown(reason: text))
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY: self.init(WriteFailure.storageFull, .full(reason: text))
        default: self.init(WriteFailure.refused("\(text) in \(error.sql ?? "")"))
        }
    }

    /// Whether the changes may be there in spite of the error.
    private static func leavesOpen(_ error: DatabaseError, _ committing: Bool, _ systemError: CInt) -> Bool {
        switch error.extendedResultCode {
        // Also before the commit: a sync that failed is not repeated (docs/decisions/0022-a-failed-sync-ends-the-daemon.md).
        case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: return true
        // The frame is cut short where there is no room for it: the disk, the quota or the limit of a file's size.
        case .SQLITE_IOERR_WRITE where [ENOSPC, EDQUOT, EFBIG].contains(systemError): return false
        default: return committing && [.SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_CORRUPT, .SQLITE_INTERNAL].contains(error.resultCode)
        }
    }
}
