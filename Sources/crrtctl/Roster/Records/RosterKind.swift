import ArgumentParser
import CRRTProtocol

/// The kinds of record that nations offer.
enum RosterKind: String, WordArgument, Sendable {
    case expert, team, effect

    var plural: String { rawValue + "s" }
    /// The noun with its article.
    var one: String { (self == .team ? "a " : "an ") + rawValue }

    /// An id of this kind, for help and examples.
    var sampleID: String {
        switch self {
        case .expert: "EST-0042"
        case .team: "EST-CRRT-1"
        case .effect: "EST-EFF-01"
        }
    }

    /// Two ids, for examples with several.
    var sampleIDs: String {
        switch self {
        case .expert: "EST-0042 EST-0043"
        case .team: "EST-CRRT-1 EST-CRRT-2"
        case .effect: "EST-EFF-01 EST-EFF-02"
        }
    }

    /// The shell completion of ids of this kind.
    var completion: CompletionKind {
        switch self {
        case .expert: .experts
        case .team: .teams
        case .effect: .effects
        }
    }
}

extension Roster.Record {
    /// nil where it is none of the three.
    var kind: RosterKind? { expert != nil ? .expert : team != nil ? .team : effect != nil ? .effect : nil }
}
