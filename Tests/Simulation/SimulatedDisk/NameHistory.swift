/// A file or folder, whatever its names.
struct Node: Hashable, Comparable, Sendable {
    let number: Int

    static func < (one: Node, other: Node) -> Bool { one.number < other.number }
}

/// A place in a folder where a file or folder may stand.
struct Entry: Hashable, Comparable, Sendable {
    var folder: Node
    var name: String

    static func < (one: Entry, other: Entry) -> Bool { (one.folder, one.name) < (other.folder, other.name) }
}

/// Which names were given and taken away, as far as that is not durable.
struct NameHistory {
    /// One system call: what happens to all of its names happens at once.
    struct Change {
        var edits: [Edit]

        var folders: Set<Node> { Set(edits.map(\.entry.folder)) }
    }

    struct Edit {
        var entry: Entry
        /// What stood there; nil: nothing.
        var before: Node?
        /// What stands there now; nil: nothing.
        var after: Node?
    }

    private var changes: [Change] = []

    mutating func append(_ edits: [Edit]) { changes.append(Change(edits: edits)) }

    func mentions(_ node: Node) -> Bool {
        changes.contains { $0.edits.contains { $0.before == node || $0.after == node } }
    }

    /// Makes a folder's names durable. Where one was moved from or to another folder, that one's earlier names become durable, too.
    mutating func sync(_ folder: Node) {
        var (folders, left): (Set<Node>, [Change]) = ([folder], [])
        for change in changes.reversed() {
            if folders.isDisjoint(with: change.folders) { left.append(change) } else { folders.formUnion(change.folders) }
        }
        changes = left.reversed()
    }

    /// The names after a power cut that let nothing survive but what was synced.
    ///
    /// - Parameter latest: what stands where.
    func synced(of latest: [Entry: Node]) -> [Entry: Node] {
        var names = latest
        for edit in changes.reversed().flatMap({ $0.edits.reversed() }) { names[edit.entry] = edit.before }
        return names
    }

    /// The names after a power cut: what was synced, and of each folder's later changes the first ones. Journaling file systems keep them
    /// in order.
    ///
    /// - Parameter latest: what stands where.
    func drawn(of latest: [Entry: Node], by random: inout some RandomNumberGenerator) -> [Entry: Node] {
        var names = synced(of: latest)
        var left: [Node: Int] = [:]
        for folder in Set(changes.flatMap(\.folders)).sorted() {
            left[folder] = Int.random(in: 0...changes.count { $0.folders.contains(folder) }, using: &random)
        }
        for change in changes {
            guard change.folders.allSatisfy({ left[$0, default: 0] > 0 }) else {
                for folder in change.folders { left[folder] = 0 }
                continue
            }
            for folder in change.folders { left[folder, default: 0] -= 1 }
            for edit in change.edits { names[edit.entry] = edit.after }
        }
        return names
    }
}
