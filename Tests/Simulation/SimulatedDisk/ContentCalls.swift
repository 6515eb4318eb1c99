import Glibc
import Synchronization

/// Calls for the contents of open files. Each returns what the system call does, and a negated errno value for an error.
extension SimulatedDisk {
    func read(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int, at offset: Int) -> Int {
        if let error = state.withLock({ $0.refusal(of: .read) }) { return -Int(error) }
        return outcome(offset < 0 ? Glibc.read(file, bytes, count) : pread(file, bytes, count, offset))
    }

    func write(_ file: Int32, _ status: stat, _ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
        if !status.isFile { return -Int(EBADF) }
        return state.withLock { state in
            let wanted: Int
            switch state.admit(.write, changing: true, size: bytes.count) {
            case .pass: wanted = bytes.count
            case .shorten(let missing): wanted = bytes.count - missing
            case .fail(let error): return -Int(error)
            }
            let node = state.nodes.node(of: status.st_ino)
            let size = Self.size(of: file)
            let start = Self.start(of: file, offset, size)
            if state.lacksRoom(node, size: size, end: start + wanted) {
                state.failed[.write, default: 0] += 1
                return -Int(ENOSPC)
            }
            let isVolatile = state.roles[node] == .sharedMemory
            let before = isVolatile ? [] : Self.content(of: file, start, until: min(size, start + wanted))
            let count = outcome(
                offset < 0 ? Glibc.write(file, bytes.baseAddress, wanted) : pwrite(file, bytes.baseAddress, wanted, offset))
            if count > 0, !isVolatile {
                let after = UnsafeRawBufferPointer(rebasing: bytes[..<count])
                let change = ContentHistory.Change.write(at: start, before: Array(before.prefix(count)), after: Array(after))
                state.contents[node, default: ContentHistory()].append(change, sizeBefore: size)
            }
            return count
        }
    }

    func truncate(_ file: Int32, _ status: stat, to size: Int) -> Int {
        if !status.isFile { return -Int(EINVAL) }
        return state.withLock { state in
            if let error = state.refusal(of: .truncate, changing: true) { return -Int(error) }
            return Self.resize(file, status, to: size, &state)
        }
    }

    func allocate(_ file: Int32, _ status: stat, to size: Int) -> Int {
        if !status.isFile { return -Int(EINVAL) }
        return state.withLock { state in
            if let error = state.refusal(of: .truncate, changing: true) { return -Int(error) }
            let present = Self.size(of: file)
            if state.lacksRoom(state.nodes.node(of: status.st_ino), size: present, end: size) {
                state.failed[.truncate, default: 0] += 1
                return -Int(ENOSPC)
            }
            return size > present ? Self.resize(file, status, to: size, &state) : 0
        }
    }

    func sync(_ status: stat) -> Int {
        state.withLock { state in
            let node = state.nodes.node(of: status.st_ino)
            if let error = state.refusal(of: .sync, changing: true) {
                if !state.isFrozen { state.contents[node]?.failSync() }
                return -Int(error)
            }
            if state.ignoresSyncs {
                state.failed[.sync, default: 0] += 1
            } else if status.isFolder {
                state.syncFolder(node)
            } else {
                state.contents[node]?.sync()
            }
            return 0
        }
    }

    /// Whether there is no room.
    func room() -> Int { state.withLock { $0.isFrozen ? -Int(EIO) : $0.isFull ? 1 : 0 } }

    /// Whether an operation that changes nothing may be done.
    func permit(_ operation: Operation) -> Int { state.withLock { -Int($0.refusal(of: operation) ?? 0) } }

    private static func resize(_ file: Int32, _ status: stat, to size: Int, _ state: inout DiskState) -> Int {
        let node = state.nodes.node(of: status.st_ino)
        let present = Self.size(of: file)
        let cut = content(of: file, size, until: present)
        let result = outcome(Int(ftruncate(file, size)))
        if result == 0, size != present, state.roles[node] != .sharedMemory {
            state.contents[node, default: ContentHistory()].append(.resize(to: size, cut: cut), sizeBefore: present)
        }
        return result
    }

    static func size(of file: Int32) -> Int {
        var status = stat()
        return fstat(file, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Where a write begins, in bytes from the file's start.
    private static func start(of file: Int32, _ offset: Int, _ size: Int) -> Int {
        if fcntl(file, F_GETFL) & O_APPEND != 0 { return size }
        return offset < 0 ? lseek(file, 0, SEEK_CUR) : offset
    }

    /// The bytes of an open file from one offset to another; none where that comes before the first.
    private static func content(of file: Int32, _ start: Int, until end: Int) -> [UInt8] {
        if end <= start { return [] }
        return [UInt8](unsafeUninitializedCapacity: end - start) { buffer, filled in
            while filled < buffer.count {
                let count = pread(file, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, start + filled)
                if count < 0, errno == EINTR { continue }
                precondition(count >= 0, "cannot read what is to be written over: \(String(cString: strerror(errno)))")
                if count == 0 { return }
                filled += count
            }
        }
    }
}

/// A system call's result as a value: what it returned, or the negated error.
func outcome(_ result: Int) -> Int { result < 0 ? -Int(errno) : result }
