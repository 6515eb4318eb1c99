/// The author of a journal entry: the configured principal and the uid that the kernel reported.
public struct Principal: Sendable, Hashable {
    /// The principal's name in the configuration, such as `duty-desk`.
    public var name: String
    /// The uid of the calling process.
    public var uid: UInt32
    /// In an exercise, the exercise control principal that played this one; else nil.
    public var playedBy: String?

    public init(name: String, uid: UInt32, playedBy: String? = nil) {
        self.name = name
        self.uid = uid
        self.playedBy = playedBy
    }

    /// Whether two principals are one person for the two-person rules: the same uid, or, where exercise control plays, the same name.
    public func isSamePerson(as other: Principal) -> Bool {
        playedBy == nil && other.playedBy == nil ? uid == other.uid : name == other.name
    }
}

extension Principal: CustomStringConvertible {
    public var description: String { playedBy.map { "\(name) (played by \($0), uid \(uid))" } ?? "\(name) (uid \(uid))" }
}
