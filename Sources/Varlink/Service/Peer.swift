/// The process at the other end of a connection, as the kernel reported it when the connection was made. The peer cannot forge it.
public struct Peer: Sendable, Hashable {
    /// Effective user id at the time of `connect(2)`.
    public var uid: UInt32
    /// Effective group id at the time of `connect(2)`.
    public var gid: UInt32
    /// The process id, for the log only. Process ids are reused.
    public var pid: Int32
    /// Supplementary groups in the kernel's order. `gid` need not be among them.
    public var groups: [UInt32]

    public init(uid: UInt32, gid: UInt32, pid: Int32, groups: [UInt32]) {
        self.uid = uid
        self.gid = gid
        self.pid = pid
        self.groups = groups
    }

    /// Whether a group is the peer's primary or a supplementary one.
    public func isMember(of group: UInt32) -> Bool {
        gid == group || groups.contains(group)
    }
}
