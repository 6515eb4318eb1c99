/// Who is at the other end of a connection: the kernel's word when it was made, which the peer cannot forge.
public struct Peer: Sendable, Hashable {
    /// Effective user id at the time of `connect(2)`.
    public var uid: UInt32
    /// Effective group id at the time of `connect(2)`.
    public var gid: UInt32
    /// For the log only: a process id can be used again.
    public var pid: Int32
    /// Supplementary groups, in the kernel's order; `gid` need not be among them.
    public var groups: [UInt32]

    public init(uid: UInt32, gid: UInt32, pid: Int32, groups: [UInt32]) {
        self.uid = uid
        self.gid = gid
        self.pid = pid
        self.groups = groups
    }

    /// Whether this is the peer's primary or one of its supplementary groups.
    public func isMember(of group: UInt32) -> Bool {
        gid == group || groups.contains(group)
    }
}
