import Glibc

/// Why the database cannot be used. Nothing was changed in it. What to do next depends on the instance, so the daemon says it.
public enum StoreError: Error, Sendable, CustomStringConvertible {
    /// It is a database of another program, or no database.
    case notOurs(path: String)
    /// It was written by a newer version of this program.
    case tooNew(path: String, version: Int, known: Int)
    /// SQLite or the journal says that the content is broken.
    case damaged(path: String, reason: String)
    /// An entry of its journal is not valid, cannot be read or cannot be applied, so rows cannot be rebuilt from it.
    case journalBroken(path: String, reason: String)
    /// The journal is valid, but rows differ from it or cannot be read.
    case rowsDiffer(path: String, reason: String)
    /// No copy was made, because the source is damaged.
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

    /// The last errno, of a file.
    static func ofSystem(_ path: String) -> StoreError {
        let code = errno
        let hint = [ENOSPC, EDQUOT].contains(code) ? "; make room and repeat" : ""
        return .cannotOpen(path: path, reason: String(cString: strerror(code)) + hint)
    }
}

/// Why a valid change was not stored.
public enum WriteFailure: Error, Sendable, CustomStringConvertible {
    /// The disk is full or refuses to write. The change was not made.
    case storageFull
    /// A database file is not where it was. The change was not made. The text names the file.
    case storageGone(String)
    /// The disk did not confirm the write. Only the next start shows whether the change was made.
    case outcomeUnknown
    /// An earlier change had an unknown outcome, so nothing more is written. The change was not made.
    case ending
    /// SQLite refused. The text is for the log.
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
