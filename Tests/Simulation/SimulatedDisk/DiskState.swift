import Glibc

/// What a disk knows: what is to fail, and what is not durable.
struct DiskState {
    /// Files that SQLite gives a meaning to, by the end of their names.
    enum Role {
        /// `-shm`: rebuilt by each start, so a restart never needs it.
        case sharedMemory
        /// `-wal`.
        case writeAheadLog

        init?(_ name: String) {
            switch true {
            case name.hasSuffix("-shm"): self = .sharedMemory
            case name.hasSuffix("-wal"): self = .writeAheadLog
            default: return nil
            }
        }
    }

    var isFrozen = false
    var isFull = false
    var ignoresSyncs = false
    /// 1: the next operation that would change something is the first one that is not done; nil: no cut is armed.
    var changesUntilCut: Int?
    var faults = FaultPlan()
    var asked: [SimulatedDisk.Operation: Int] = [:]
    var failed: [SimulatedDisk.Operation: Int] = [:]

    var nodes = Nodes()
    /// The disk's own folder; nil: before there is a disk.
    private(set) var root: Node?
    var folders: Set<Node> = []
    var roles: [Node: Role] = [:]
    var contents: [Node: ContentHistory] = [:]
    var names = NameHistory()
    var kept: KeptFiles

    init(keptFolder: String) { kept = KeptFiles(folder: keptFolder) }

    /// - Parameter identities: the disk's own folder first.
    mutating func addFolders(_ identities: [FileIdentity]) {
        let nodes = identities.map { self.nodes.node(of: $0.inode) }
        root = nodes.first
        folders.formUnion(nodes)
    }

    /// Counts an operation, and decides what comes of it.
    ///
    /// - Parameters:
    ///   - changing: whether it would change something on the disk.
    ///   - size: of a write, in bytes.
    mutating func admit(_ operation: SimulatedDisk.Operation, changing: Bool, size: Int = 0) -> FaultPlan.Verdict {
        if isFrozen { return .fail(EIO) }
        asked[operation, default: 0] += 1
        if changing, let left = changesUntilCut {
            changesUntilCut = left - 1
            isFrozen = left <= 1
            if isFrozen { return .fail(EIO) }
        }
        let verdict = faults.verdict(on: operation, size: size)
        if verdict != .pass { failed[operation, default: 0] += 1 }
        return verdict
    }

    /// The same for an operation that is done wholly or not at all.
    ///
    /// - Returns: the error; nil: it may be done.
    mutating func refusal(of operation: SimulatedDisk.Operation, changing: Bool = false) -> Int32? {
        switch admit(operation, changing: changing) {
        case .fail(let error): error
        case .pass, .shorten: nil
        }
    }

    /// - Parameters:
    ///   - size: of the file, in bytes.
    ///   - end: where the write ends, in bytes from the file's start.
    func lacksRoom(_ node: Node, size: Int, end: Int) -> Bool { isFull && (end > size || roles[node] == .writeAheadLog) }

    mutating func syncFolder(_ folder: Node) {
        names.sync(folder)
        for node in kept.release(except: names) { contents[node] = nil }
    }
}
