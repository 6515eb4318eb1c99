import Glibc

/// The files and folders below a folder, as they are at the moment. Links and other kinds of file are left out.
struct FolderTree {
    struct Item {
        var path: String
        /// The folder that it stands in.
        var folder: FileIdentity
        var name: String
        var status: stat
        var identity: FileIdentity { FileIdentity(status) }
    }

    let path: String
    /// A folder comes before what is in it; within a folder by name.
    private(set) var items: [Item] = []
    private let root: FileIdentity?

    /// - Parameter path: a folder that need not be there.
    init(_ path: String) {
        self.path = path
        root = FileIdentity(path)
        if let root { scan(path, root) }
    }

    /// The folder itself and those below it.
    var folders: [FileIdentity] { (root.map { [$0] } ?? []) + items.filter(\.status.isFolder).map(\.identity) }

    private mutating func scan(_ path: String, _ folder: FileIdentity) {
        for name in Self.names(in: path) {
            var status = stat()
            let below = path + "/" + name
            guard lstat(below, &status) == 0, status.isFile || status.isFolder else { continue }
            items.append(Item(path: below, folder: folder, name: name, status: status))
            if status.isFolder { scan(below, FileIdentity(status)) }
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes the folder and all in it.
    func remove() {
        for item in items.reversed() { unlinkat(AT_FDCWD, item.path, item.status.isFolder ? AT_REMOVEDIR : 0) }
        rmdir(path)
    }
}
