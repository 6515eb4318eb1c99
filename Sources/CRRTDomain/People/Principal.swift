/// Who did something, as the journal names him: the principal of the configuration and the uid the kernel vouched for.
public struct Principal: Sendable, Hashable {
    public var name: String
    public var uid: UInt32
    /// In an exercise: the exercise control principal that played this one.
    public var playedBy: String?

    public init(name: String, uid: UInt32, playedBy: String? = nil) {
        self.name = name
        self.uid = uid
        self.playedBy = playedBy
    }

    /// Whether these two are one person for the two-person rules: the same uid, or, where exercise control plays, the same part.
    public func isSamePerson(as other: Principal) -> Bool {
        playedBy == nil && other.playedBy == nil ? uid == other.uid : name == other.name
    }
}

extension Principal: CustomStringConvertible {
    public var description: String { playedBy.map { "\(name) (played by \($0), uid \(uid))" } ?? "\(name) (uid \(uid))" }
}
