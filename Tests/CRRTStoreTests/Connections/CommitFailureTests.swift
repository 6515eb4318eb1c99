import GRDB
import Glibc
import Testing

@testable import CRRTStore

/// What is told of a transaction that failed: "nothing was changed" only where that is certain.
@Suite struct CommitFailureTests {
    @Test(arguments: [
        (ResultCode.SQLITE_IOERR_FSYNC, true, EIO), (.SQLITE_IOERR_FSYNC, false, EIO), (.SQLITE_IOERR_DIR_FSYNC, false, EIO),
        (.SQLITE_IOERR_WRITE, true, EIO), (.SQLITE_IOERR_WRITE, true, 0), (.SQLITE_IOERR_SHMSIZE, true, ENOSPC),
        (.SQLITE_IOERR_READ, true, EIO), (.SQLITE_IOERR, true, 0), (.SQLITE_NOMEM, true, ENOMEM),
    ])
    func unknown(code: ResultCode, committing: Bool, systemError: CInt) {
        let failure = CommitFailure(of: DatabaseError(resultCode: code), committing: committing, systemError: systemError)
        guard case WriteFailure.outcomeUnknown = failure.error, case .outcomeUnknown = failure.alert else {
            Issue.record("\(failure)")
            return
        }
    }

    @Test(arguments: [
        (ResultCode.SQLITE_FULL, true, ENOSPC), (.SQLITE_FULL, false, 0), (.SQLITE_IOERR_WRITE, true, EDQUOT),
        (.SQLITE_IOERR_WRITE, true, EFBIG), (.SQLITE_IOERR_WRITE, false, EIO), (.SQLITE_IOERR_READ, false, EIO),
        (.SQLITE_READONLY, true, EROFS),
    ])
    func notThere(code: ResultCode, committing: Bool, systemError: CInt) {
        let failure = CommitFailure(of: DatabaseError(resultCode: code), committing: committing, systemError: systemError)
        guard case WriteFailure.storageFull = failure.error, case .full = failure.alert else {
            Issue.record("\(failure)")
            return
        }
    }

    @Test func refused() {
        let failure = CommitFailure(of: DatabaseError(resultCode: .SQLITE_BUSY, message: "locked"), committing: true)
        guard case WriteFailure.refused = failure.error, failure.alert == nil else {
            Issue.record("\(failure)")
            return
        }
    }
}
