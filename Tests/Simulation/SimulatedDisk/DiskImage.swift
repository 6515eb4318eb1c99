import Glibc

/// What a disk holds after its end: names, and where the contents come from.
struct DiskImage {
    private struct File {
        var mode: mode_t
        var content: [UInt8]
    }

    private let root: Node?
    private var names: [Entry: Node]
    private var files: [Node: File] = [:]
    /// Their modes.
    private var folders: [Node: mode_t]

    /// - Parameter folder: of the frozen disk.
    init(_ folder: String, _ state: inout DiskState, _ survival: SimulatedDisk.Survival, _ random: inout some RandomNumberGenerator) {
        let tree = FolderTree(folder)
        var (latest, paths): ([Entry: Node], [Node: String]) = ([:], [:])
        root = state.root
        folders = Dictionary(uniqueKeysWithValues: state.folders.map { ($0, 0o755) })
        for item in tree.items {
            let node = state.nodes.node(of: item.status.st_ino)
            latest[Entry(folder: state.nodes.node(of: item.folder.inode), name: item.name)] = node
            if item.status.isFolder { folders[node] = item.status.st_mode & 0o7777 } else { paths[node] = item.path }
        }
        for node in state.kept.nodes { paths[node] = state.kept.path(of: node) }
        switch survival {
        case .everything: names = latest
        case .synced: names = state.names.synced(of: latest)
        case .drawn: names = state.names.drawn(of: latest, by: &random)
        }
        if survival != .everything { names = names.filter { DiskState.Role($0.key.name) != .sharedMemory } }
        // In one order, so that the same numbers draw the same contents.
        for node in Set(names.values).sorted() {
            guard let path = paths[node] else { continue }
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            let content = FileContent.read(path)
            let history = state.contents[node]
            let survived =
                switch survival {
                case .everything: content
                case .synced: history?.synced(of: content) ?? content
                case .drawn: history?.drawn(of: content, by: &random) ?? content
                }
            files[node] = File(mode: status.st_mode & 0o7777, content: survived)
        }
    }

    /// Makes the folder and all that is in it.
    ///
    /// - Returns: the new files' inode numbers.
    func write(to folder: String) throws(SystemFailure) -> [Node: ino_t] {
        var written: [Node: String] = [:]
        if let root { try makeFolder(root, at: folder, &written) }
        return written.compactMapValues { FileIdentity($0)?.inode }
    }

    private func makeFolder(_ node: Node, at path: String, _ written: inout [Node: String]) throws(SystemFailure) {
        let mode = folders[node] ?? 0o755
        guard mkdir(path, mode) == 0, chmod(path, mode) == 0 else { throw SystemFailure(path) }
        written[node] = path
        for (entry, inner) in names.filter({ $0.key.folder == node }).sorted(by: { $0.key < $1.key }) {
            let place = path + "/" + entry.name
            if let first = written[inner] {
                guard link(first, place) == 0 else { throw SystemFailure(place) }
            } else if let file = files[inner] {
                try FileContent.write(file.content, to: place, file.mode)
                written[inner] = place
            } else if folders[inner] != nil {
                try makeFolder(inner, at: place, &written)
            }
        }
    }
}
