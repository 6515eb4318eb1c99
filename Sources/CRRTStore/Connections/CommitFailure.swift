import GRDB
import Glibc

/// What a failed transaction means for its changes, by the error and by where it occurred.
///
/// SQLite writes a commit to the write-ahead log frame by frame, marks the last frame as the commit, and then syncs the file
/// (https://sqlite.org/walformat.html). Until that last frame is complete, no start recovers the changes. Once it is, a start recovers them
/// whatever SQLite returned: after a failed sync, and after any later error.
struct CommitFailure {
    /// What callers are told whose changes were in the transaction.
    let error: any Error
    /// What the administrator is told.
    let alert: StoreAlert?

    init(_ error: any Error, _ alert: StoreAlert? = nil) {
        self.error = error
        self.alert = alert
    }

    static func gone(_ loss: String) -> CommitFailure { CommitFailure(WriteFailure.storageGone(loss), .gone(reason: loss)) }

    /// - Parameters:
    ///   - committing: whether all changes had been made, and the commit itself failed.
    ///   - systemError: the last errno of the commit; 0 for none.
    init(of error: any Error, committing: Bool, systemError: CInt = 0) {
        guard let error = error as? DatabaseError else {
            self.init(error)
            return
        }
        // Without the arguments: they hold personal data, and this text goes to the log.
        let code = error.extendedResultCode
        let text = error.message.map { "\($0) (SQLite \(code.rawValue))" } ?? "SQLite \(code)"
        if Self.isOutcomeUnknown(error, committing, systemError) {
            self.init(WriteFailure.outcomeUnknown, .outcomeUnknown(reason: text))
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY: self.init(WriteFailure.storageFull, .full(reason: text))
        default: self.init(WriteFailure.refused("\(text) in \(error.sql ?? "")"))
        }
    }

    /// Whether the changes may be on the disk in spite of the error.
    private static func isOutcomeUnknown(_ error: DatabaseError, _ committing: Bool, _ systemError: CInt) -> Bool {
        switch error.extendedResultCode {
        // Also before the commit: a failed sync is not repeated (docs/decisions/0022-a-failed-sync-ends-the-daemon.md).
        case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: return true
        // The frame is truncated where there is no room for it: the disk, the quota or the limit of a file's size.
        case .SQLITE_IOERR_WRITE where [ENOSPC, EDQUOT, EFBIG].contains(systemError): return false
        default: return committing && [.SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_CORRUPT, .SQLITE_INTERNAL].contains(error.resultCode)
        }
    }
}
