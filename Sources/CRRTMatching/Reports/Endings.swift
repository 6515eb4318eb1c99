public import CRRTDomain

/// Something about a record that ends by itself. Sorted, the soonest comes first.
public struct RecordEnding: Sendable, Hashable, Comparable {
    /// The kind of record.
    public enum Record: String, Sendable, Hashable { case expert, team, effect }

    /// What ends, and when.
    public var ending: Ending
    /// The kind of record.
    public var record: Record
    /// The record's id.
    public var id: String
    /// The nation that offers it.
    public var nation: NationCode

    /// - Parameters:
    ///   - ending: What ends, and when.
    ///   - record: The kind of record.
    ///   - id: The record's id.
    ///   - nation: The nation that offers it.
    public init(_ ending: Ending, _ record: Record, id: String, nation: NationCode) {
        self.ending = ending
        self.record = record
        self.id = id
        self.nation = nation
    }

    public static func < (left: Self, right: Self) -> Bool {
        if left.ending.at != right.ending.at { return left.ending.at < right.ending.at }
        return (left.id, left.record.rawValue, left.ending.kind.rawValue) < (right.id, right.record.rawValue, right.ending.kind.rawValue)
    }
}

/// The first endings of many, in order. It keeps a page of them, so that a page does not cost sorting the whole roster.
public struct FirstEndings: Sendable {
    private let limit: Int
    private let after: RecordEnding?
    private var found: [RecordEnding] = []
    private var bound: RecordEnding?

    /// - Parameters:
    ///   - limit: The number of endings to keep.
    ///   - after: Only later endings count; nil for all.
    public init(_ limit: Int, after: RecordEnding? = nil) {
        self.limit = limit
        self.after = after
    }

    /// Adds an ending, and forgets it where it cannot be among the first.
    public mutating func take(_ ending: RecordEnding) {
        if let after, ending <= after { return }
        if let bound, ending > bound { return }
        found.append(ending)
        if found.count > 2 * limit { cut() }
    }

    /// The first endings in order, at most `limit`.
    public mutating func finish() -> [RecordEnding] {
        cut()
        return found
    }

    private mutating func cut() {
        found = Array(found.sorted().prefix(limit))
        if found.count == limit { bound = found.last }
    }
}

extension RosterIndex {
    /// Collects what ends of experts and teams.
    ///
    /// - Parameters:
    ///   - basis: The instant, and the policy.
    ///   - scope: Whose records count.
    ///   - first: Takes the endings.
    ///   - isWanted: Whether an ending at this instant is wanted.
    public func endings(
        _ basis: ReportBasis, _ scope: ReportScope, into first: inout FirstEndings, where isWanted: (Instant) -> Bool
    ) {
        var found = first
        experts.forEach(in: people(of: scope.nation)) { _, profile in
            guard let profile else { return }
            for ending in basis.endings(of: profile.facts.offer, profile.facts.clearance, partner: profile.partner)
            where isWanted(ending.at) {
                found.take(RecordEnding(ending, .expert, id: profile.id.text, nation: profile.nation))
            }
        }
        for team in teams.pages.joined() where scope.nation.map({ $0 == team.nation }) ?? true {
            for ending in basis.endings(of: team.facts.offer) where isWanted(ending.at) {
                found.take(RecordEnding(ending, .team, id: team.id.text, nation: team.nation))
            }
        }
        first = found
    }
}
