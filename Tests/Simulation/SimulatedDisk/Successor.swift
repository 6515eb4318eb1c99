import CSimulatedDisk
import Glibc
import Synchronization

extension SimulatedDisk {
    /// Makes the disk that a restart finds, in a new folder. This one stays as it is.
    ///
    /// - Parameters:
    ///   - survival: how this disk ended. The same numbers draw the same disk, where the same was done to this one.
    ///   - folder: the new disk's folder; it must not be there.
    /// - Precondition: this disk is frozen.
    /// - Throws: where the folder or a file in it cannot be made.
    public func successor(
        _ survival: Survival, in folder: String, random: inout some RandomNumberGenerator
    ) throws -> SimulatedDisk {
        simulated_disk_suspend()
        defer { simulated_disk_resume() }
        let image = state.withLock { state in
            precondition(state.isFrozen, "a disk that is in use has no successor")
            return DiskImage(self.folder, &state, survival, &random)
        }
        let inodes = try image.write(to: folder)
        var next = DiskState(keptFolder: Self.keptFolder(of: folder))
        if survival == .everything {
            next = try state.withLock { try $0.surviving(in: folder, inodes) }
        }
        next.ignoresSyncs = ignoresSyncs
        return SimulatedDisk(folder: folder, next)
    }
}

extension DiskState {
    /// What is not durable after the process was killed: the kernel has it, as before.
    fileprivate func surviving(in folder: String, _ inodes: [Node: ino_t]) throws(SystemFailure) -> DiskState {
        var (next, inodes) = (DiskState(keptFolder: ""), inodes)
        next.kept = try KeptFiles(copying: kept, to: SimulatedDisk.keptFolder(of: folder))
        for node in kept.nodes { inodes[node] = FileIdentity(next.kept.path(of: node))?.inode }
        (next.nodes, next.folders, next.roles, next.contents, next.names) = (nodes, folders, roles, contents, names)
        next.nodes.move(to: inodes)
        return next
    }
}
