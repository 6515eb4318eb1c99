import Glibc
import Synchronization

/// Calls for names. Each returns what the system call does, and a negated errno value for an error.
extension SimulatedDisk {
    /// - Returns: nil where the path names neither file nor folder; the simulation leaves it alone.
    func open(_ place: Place, _ flags: Int32, _ mode: mode_t) -> Int? {
        state.withLock { state -> Int? in
            let existing = place.status
            if let existing, !existing.isFile, !existing.isFolder { return nil }
            let creates = existing == nil && flags & O_CREAT != 0
            let isRefused = existing != nil && flags & O_CREAT != 0 && flags & O_EXCL != 0
            let empties = flags & O_TRUNC != 0 && !isRefused && existing.map { $0.isFile && $0.st_size > 0 } == true
            if let error = state.refusal(of: .open, changing: creates || empties) { return -Int(error) }
            let content = empties ? FileContent.read(at: place.at, place.path) : []
            let file = Self.openReadable(place, flags, mode)
            var status = stat()
            guard file >= 0, fstat(Int32(file), &status) == 0 else { return file }
            let node = creates ? state.nodes.new(status.st_ino) : state.nodes.node(of: status.st_ino)
            state.note(.init(entry: state.entry(place), before: existing == nil ? nil : node, after: node))
            if empties { state.contents[node, default: ContentHistory()].append(.resize(to: 0, cut: content), sizeBefore: content.count) }
            return file
        }
    }

    /// The folder itself, by a path that does not lead through it.
    func openFolder(at: Int32, _ path: String, _ flags: Int32) -> Int {
        state.withLock { state in
            if let error = state.refusal(of: .open) { return -Int(error) }
            return outcome(Int(openat(at, path, flags)))
        }
    }

    /// What is written over has to be read first, so that a file to write is opened to read as well, where that is allowed.
    private static func openReadable(_ place: Place, _ flags: Int32, _ mode: mode_t) -> Int {
        if flags & O_ACCMODE == O_WRONLY {
            let file = openat(place.at, place.path, flags & ~O_ACCMODE | O_RDWR, mode)
            if file >= 0 || errno != EACCES { return outcome(Int(file)) }
        }
        return outcome(Int(openat(place.at, place.path, flags, mode)))
    }

    func unlink(_ place: Place, _ flags: Int32) -> Int {
        state.withLock { state in
            let existing = place.status
            if let error = state.refusal(of: .unlink, changing: existing != nil) { return -Int(error) }
            guard let existing else { return outcome(Int(unlinkat(place.at, place.path, flags))) }
            let node = state.prepareLoss(of: existing, at: place)
            let result = outcome(Int(unlinkat(place.at, place.path, flags)))
            if result < 0 {
                state.kept.drop(node)
                return result
            }
            state.note(.init(entry: state.entry(place), before: node, after: nil))
            if existing.isFolder { DiskRegistry.remove(FileIdentity(existing)) }
            return result
        }
    }

    /// - Parameter replaces: false: where there is something at the new place, it is an error.
    func rename(_ from: Place, _ to: Place, replaces: Bool) -> Int {
        state.withLock { state in
            let source = from.status
            if let error = state.refusal(of: .rename, changing: source != nil) { return -Int(error) }
            let target = to.status
            if target != nil, !replaces { return -Int(EEXIST) }
            func move() -> Int { outcome(Int(renameat(from.at, from.path, to.at, to.path))) }
            // To rename a file to another name of its own does nothing (rename(2)).
            guard let source, target.map(FileIdentity.init) != FileIdentity(source) else { return move() }
            let replaced = target.map { state.prepareLoss(of: $0, at: to) }
            let result = move()
            if result < 0 {
                if let replaced { state.kept.drop(replaced) }
                return result
            }
            let node = state.nodes.node(of: source.st_ino)
            state.note(
                .init(entry: state.entry(from), before: node, after: nil),
                .init(entry: state.entry(to), before: replaced, after: node))
            return result
        }
    }

    func link(_ from: Place, _ to: Place, _ flags: Int32) -> Int {
        state.withLock { state in
            let source = from.status
            if let error = state.refusal(of: .link, changing: source != nil) { return -Int(error) }
            let result = outcome(Int(linkat(from.at, from.path, to.at, to.path, flags)))
            if result == 0, let source {
                state.note(.init(entry: state.entry(to), before: nil, after: state.nodes.node(of: source.st_ino)))
            }
            return result
        }
    }

    func makeFolder(_ place: Place, _ mode: mode_t) -> Int {
        state.withLock { state in
            if let error = state.refusal(of: .open, changing: place.status == nil) { return -Int(error) }
            if state.isFull { return -Int(ENOSPC) }
            let result = outcome(Int(mkdirat(place.at, place.path, mode)))
            if result == 0, let status = place.status {
                DiskRegistry.add(FileIdentity(status), to: self)
                let node = state.nodes.new(status.st_ino)
                state.folders.insert(node)
                state.note(.init(entry: state.entry(place), before: nil, after: node))
            }
            return result
        }
    }
}

extension DiskState {
    fileprivate mutating func entry(_ place: Place) -> Entry { Entry(folder: nodes.node(of: place.folder.inode), name: place.name) }

    /// Remembers what happened to names, and what they say of their files. The shared memory of a database is not durable anyway.
    fileprivate mutating func note(_ edits: NameHistory.Edit...) {
        for edit in edits { if let node = edit.after { roles[node] = Role(edit.entry.name) } }
        let lasting = edits.filter { $0.before != $0.after && Role($0.entry.name) != .sharedMemory }
        if !lasting.isEmpty { names.append(lasting) }
    }

    fileprivate mutating func prepareLoss(of status: stat, at place: Place) -> Node {
        let node = nodes.node(of: status.st_ino)
        if Role(place.name) != .sharedMemory { kept.keep(node, at: place, status) }
        return node
    }
}
