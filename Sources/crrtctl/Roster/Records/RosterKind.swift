import ArgumentParser
import CRRTProtocol

/// What nations offer.
enum RosterKind: String, CaseIterable, ExpressibleByArgument, Sendable {
    case expert, team, effect

    var plural: String { rawValue + "s" }
    /// With its article.
    var one: String { (self == .team ? "a " : "an ") + rawValue }
}

extension Roster.Record {
    /// nil where it is none of the three.
    var kind: RosterKind? { expert != nil ? .expert : team != nil ? .team : effect != nil ? .effect : nil }
}
