import Glibc

/// The disk's files and folders by their inode numbers.
struct Nodes {
    private var byInode: [ino_t: Node] = [:]
    private var last = 0

    /// Known files keep their node; others get one.
    mutating func node(of inode: ino_t) -> Node { byInode[inode] ?? new(inode) }

    /// For a file that was just created: file systems use inode numbers again.
    mutating func new(_ inode: ino_t) -> Node {
        last += 1
        let node = Node(number: last)
        byInode[inode] = node
        return node
    }

    /// The same nodes on a copy of the disk, which has other inode numbers.
    mutating func move(to inodes: [Node: ino_t]) {
        byInode = Dictionary(uniqueKeysWithValues: inodes.map { ($1, $0) })
    }
}
