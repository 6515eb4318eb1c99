import CSimulatedDisk
import Glibc
import Synchronization

/// A folder whose files behave as on a disk that can fail, fill up and lose power.
///
/// All of the process's calls for files below the folder pass through it: SQLite's, Foundation's and our own. It remembers which changes no
/// sync has made durable. After a power cut, `successor` makes the folder that a restart may find.
///
/// Child processes are not simulated. CSimulatedDisk.h names the calls that are seen.
public final class SimulatedDisk: Sendable {
    /// A kind of call that can fail.
    public enum Operation: Sendable, CaseIterable {
        /// Also the creation of a file or folder.
        case open
        case read, write, sync
        /// Also the allocation of room (`fallocate`).
        case truncate
        /// To acquire a lock; to release one always works.
        case lock
        /// Also the removal of a folder.
        case unlink
        case rename, link, map
    }

    /// What a restart finds.
    public enum Survival: Sendable {
        /// All that was written, synced or not: the process was killed (SIGKILL). What was not durable is still not durable.
        case everything
        /// What was synced, and nothing else.
        case synced
        /// What was synced, and of the rest anything that a disk may have kept.
        case drawn
    }

    /// The folder's path, without symbolic links.
    public let folder: String
    /// Tells disks apart for the life of the process; above 0.
    let number: Int32
    let state: Mutex<DiskState>

    /// Makes the folder, where it is missing, and registers it. What it holds already is durable. Open files in it are not watched.
    ///
    /// - Parameter folder: it should be on a tmpfs (`/dev/shm`), since the simulation makes the files that it wants to be durable itself.
    public convenience init(folder: String) {
        self.init(folder: folder, DiskState(keptFolder: Self.keptFolder(of: folder)))
    }

    /// - Parameter state: what is known of the files that are in the folder.
    init(folder: String, _ state: consuming DiskState) {
        simulated_disk_suspend()
        defer { simulated_disk_resume() }
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST, let resolved = realpath(folder, nil) else {
            preconditionFailure("cannot make \(folder): \(String(cString: strerror(errno)))")
        }
        defer { free(resolved) }
        self.folder = String(cString: resolved)
        number = DiskRegistry.nextNumber()
        let folders = FolderTree(self.folder).folders
        state.addFolders(folders)
        self.state = Mutex(state)
        DiskRegistry.add(self, folders)
    }

    static func keptFolder(of folder: String) -> String { folder + ".kept" }

    /// Makes an operation fail.
    ///
    /// Several such failures may be pending, also of the same kind; each counts for itself.
    ///
    /// - Parameters:
    ///   - count: which of the operations of this kind from now on fails; 1: the next one.
    ///   - errno: what the call reports.
    ///   - shortBy: for a write, how many of its bytes are missing. A write cut short reports no error; the next write does. 0, or as
    ///     many as the write has: nothing is written.
    ///   - untilHealed: whether all later operations of the kind fail, too, until `heal`.
    public func fail(_ operation: Operation, after count: Int, errno: Int32, shortBy: Int = 0, untilHealed: Bool = false) {
        let fault = FaultPlan.Fault(operation: operation, left: count, errno: errno, shortBy: shortBy, untilHealed: untilHealed)
        state.withLock { $0.faults.add(fault) }
    }

    /// Leaves no room until `heal`: a write that lengthens a file, every write to a write-ahead log, and a new folder fail with ENOSPC.
    /// statvfs reports no free blocks.
    ///
    /// Also writes within the log fail, because a file system that writes elsewhere on each change (btrfs, ZFS) needs room for them.
    public func fillUp() { state.withLock { $0.isFull = true } }

    /// Ends all failures that are pending or last, and makes room. An armed cut stays.
    public func heal() {
        state.withLock { state in
            state.faults = FaultPlan()
            state.isFull = false
        }
    }

    /// Freezes the disk at an operation that would change something: a write, sync, truncate, unlink, rename, link or creation. Replaces
    /// what was armed before.
    ///
    /// - Parameter operations: which of them from now on is the first one that is not done; 1: the next one.
    public func cut(after operations: Int) { state.withLock { $0.changesUntilCut = operations } }

    /// Makes every later call fail with EIO and change nothing. To close files and release locks still works.
    public func freeze() { state.withLock { $0.isFrozen = true } }

    /// Whether the disk was frozen, by `freeze` or by a cut.
    public var isFrozen: Bool { state.withLock { $0.isFrozen } }

    /// How many operations of a kind were asked for before the disk was frozen, the failed ones included.
    public func count(_ operation: Operation) -> Int { state.withLock { $0.asked[operation, default: 0] } }

    /// How many operations of a kind failed by `fail`, `fillUp` or `ignoresSyncs`. A write cut short counts.
    public func failures(_ operation: Operation) -> Int { state.withLock { $0.failed[operation, default: 0] } }

    /// Whether syncs report success and make nothing durable. A successor takes it over. The disk then remembers all that is written.
    public var ignoresSyncs: Bool {
        get { state.withLock { $0.ignoresSyncs } }
        set { state.withLock { $0.ignoresSyncs = newValue } }
    }

    /// Unregisters the disk and removes its folder. Calls for files that are still open fail with EIO. A disk that is not discarded stays
    /// for the life of the process.
    public func discard() {
        guard DiskRegistry.remove(self) else { return }
        simulated_disk_suspend()
        defer { simulated_disk_resume() }
        let kept = state.withLock { $0.kept.folder }
        for path in [folder, kept] { FolderTree(path).remove() }
    }
}
