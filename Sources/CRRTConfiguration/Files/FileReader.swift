internal import Glibc

/// Reads configuration files and lists folders, telling "not there" from "not readable".
enum FileReader {
    /// Far above any real configuration; it keeps a wrong link from filling the memory.
    static let maxBytes = 4 << 20

    /// The bytes of a regular file; nil where there is none of that name.
    static func bytes(of path: String) throws(ConfigurationError) -> [UInt8]? {
        try PathOwnershipCheck.check(path)
        // O_NONBLOCK, so that opening a FIFO does not block.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw unreadable(path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw ConfigurationError(file: path, reason: "is not a regular file") }
        return try contents(descriptor, path)
    }

    private static func contents(_ descriptor: Int32, _ path: String) throws(ConfigurationError) -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path) }
            guard count > 0 else { return all }
            all += chunk.prefix(count)
            guard all.count <= maxBytes else { throw ConfigurationError(file: path, reason: "is larger than \(maxBytes >> 20) MiB") }
        }
    }

    /// The names in a folder, sorted by their bytes; nil where there is no such folder.
    static func names(in path: String) throws(ConfigurationError) -> [String]? {
        try PathOwnershipCheck.check(path)
        guard let stream = opendir(path) else {
            if errno == ENOENT { return nil }
            throw unreadable(path)
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw unreadable(path) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func unreadable(_ path: String) -> ConfigurationError {
        ConfigurationError(file: path, reason: "cannot be read: \(String(cString: strerror(errno)))")
    }
}
