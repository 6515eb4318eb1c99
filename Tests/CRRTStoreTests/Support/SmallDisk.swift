import Glibc

/// A file system of two megabytes.
struct SmallDisk {
    let path: String

    static var isPossible: Bool {
        (try? withFolder { folder in SmallDisk(at: folder).map { $0.remove() } != nil }) ?? false
    }

    init?(at path: String) {
        guard mount("tmpfs", path, "tmpfs", 0, "size=2m") == 0 else { return nil }
        self.path = path
    }

    /// Takes all the room that is left.
    func fill(_ file: String) {
        let ballast = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        let block = [UInt8](repeating: 1, count: 4096)
        while write(ballast, block, block.count) > 0 {}
        close(ballast)
    }

    func remove() { umount2(path, CInt(MNT_DETACH)) }
}
