import Glibc

/// Files that have lost their last name, while that is not durable: a power cut may bring them back.
///
/// Each has a second name in a hidden folder beside the disk's. A descriptor would keep it as well, but to close that gives up the locks
/// that the process has on the file (fcntl(2)).
struct KeptFiles {
    let folder: String
    private(set) var nodes: Set<Node> = []

    init(folder: String) { self.folder = folder }

    /// The same files, copied into another folder.
    init(copying other: KeptFiles, to folder: String) throws(SystemFailure) {
        self.init(folder: folder)
        guard !other.nodes.isEmpty else { return }
        guard mkdir(folder, 0o700) == 0 else { throw SystemFailure(folder) }
        for node in other.nodes { try FileContent.write(FileContent.read(other.path(of: node)), to: path(of: node), 0o600) }
        nodes = other.nodes
    }

    func path(of node: Node) -> String { "\(folder)/\(node.number)" }

    /// To be called before a file loses a name.
    ///
    /// - Parameter status: of the file; with other names left, it needs no other one.
    mutating func keep(_ node: Node, at place: Place, _ status: stat) {
        guard status.isFile, status.st_nlink == 1, !nodes.contains(node) else { return }
        mkdir(folder, 0o700)
        let failure = linkat(place.at, place.path, AT_FDCWD, path(of: node), 0) == 0 ? 0 : errno
        precondition(failure == 0, "cannot keep \(place.path): \(String(cString: strerror(failure)))")
        nodes.insert(node)
    }

    /// Gives up the files whose loss is durable.
    ///
    /// - Returns: those.
    mutating func release(except names: NameHistory) -> [Node] {
        let released = nodes.filter { !names.mentions($0) }
        for node in released { drop(node) }
        return Array(released)
    }

    /// To be called also where a file has not lost its name after all.
    mutating func drop(_ node: Node) {
        if nodes.remove(node) != nil { unlink(path(of: node)) }
    }
}
