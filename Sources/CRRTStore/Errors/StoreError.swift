import Glibc

/// Why the database cannot be used. Nothing has been changed in it. The next step depends on the instance, and is the daemon's to name.
public enum StoreError: Error, Sendable, CustomStringConvertible {
    /// It is a database of another program, or no database at all.
    case notOurs(path: String)
    /// It was written by a newer version of this program.
    case tooNew(path: String, version: Int, known: Int)
    /// SQLite or the journal says that the content is broken.
    case damaged(path: String, reason: String)
    /// An entry of its journal does not hold, cannot be read or cannot be applied: no rows can be made from it.
    case journalBroken(path: String, reason: String)
    /// Rows are not what the journal says, which holds, or cannot be read.
    case rowsDiffer(path: String, reason: String)
    /// No copy was made: what was to be copied does not hold.
    case notCopied(reason: String)
    /// It could not be opened or created: permissions, a missing folder, a full disk.
    case cannotOpen(path: String, reason: String)

    static func full(_ path: String) -> StoreError { .cannotOpen(path: path, reason: "the disk is full; make room and repeat") }

    var isOfRows: Bool { if case .rowsDiffer = self { true } else { false } }

    public var description: String {
        switch self {
        case .notOurs(let path): "\(path) is not a crrtd database"
        case .tooNew(let path, let version, let known):
            "\(path) has schema \(version), this crrtd knows up to \(known): install the newer crrtd"
        case .damaged(let path, let reason), .journalBroken(let path, let reason), .rowsDiffer(let path, let reason):
            "\(path) is damaged (\(reason))"
        case .notCopied(let reason): "was not written: what was to be copied is damaged (\(reason))"
        case .cannotOpen(let path, let reason): "cannot open \(path): \(reason)"
        }
    }

    /// What the system said last, of a file.
    static func ofSystem(_ path: String) -> StoreError {
        let code = errno
        let hint = [ENOSPC, EDQUOT].contains(code) ? "; make room and repeat" : ""
        return .cannotOpen(path: path, reason: String(cString: strerror(code)) + hint)
    }
}

/// Why a change was not stored although nothing was wrong with it.
public enum WriteFailure: Error, Sendable, CustomStringConvertible {
    /// The disk is full or refuses to write. The change is not there.
    case storageFull
    /// The files of the database are not where they were. The change is not there; the text says which file it is.
    case storageGone(String)
    /// Whether the change is there is known after the next start: the disk did not say that it has been written.
    case outcomeUnknown
    /// A change before it had an unknown outcome, and nothing more is written. The change is not there.
    case ending
    /// SQLite refused; the text is for the log.
    case refused(String)

    public var description: String {
        switch self {
        case .storageFull: "the disk is full or refuses to write"
        case .storageGone(let loss): "the database is not where it was: \(loss)"
        case .outcomeUnknown: "whether the change was written is unknown"
        case .ending: "nothing more is written until crrtd has been started anew"
        case .refused(let reason): reason
        }
    }
}
