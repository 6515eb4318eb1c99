public import CRRTDomain

/// Something of one record that ends by itself. In order they read as one would: the soonest first.
public struct RecordEnding: Sendable, Hashable, Comparable {
    public enum Record: String, Sendable, Hashable { case expert, team, effect }

    public var ending: Ending
    public var record: Record
    public var id: String
    public var nation: NationCode

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

/// The first of many endings, in order: those of a hundred thousand records are not sorted to read a page of them.
public struct FirstEndings: Sendable {
    private let limit: Int
    private let after: RecordEnding?
    private var found: [RecordEnding] = []
    private var bound: RecordEnding?

    /// - Parameters:
    ///   - limit: so many are wanted.
    ///   - after: and only those behind this one.
    public init(_ limit: Int, after: RecordEnding? = nil) {
        self.limit = limit
        self.after = after
    }

    public mutating func take(_ ending: RecordEnding) {
        if let after, ending <= after { return }
        if let bound, ending > bound { return }
        found.append(ending)
        if found.count > 2 * limit { cut() }
    }

    /// All that are left of them, in order.
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
    /// What ends of experts and teams.
    ///
    /// - Parameter isWanted: says of an instant whether what ends then is.
    public func endings(
        _ terms: ReportTerms, _ scope: ReportScope, into first: inout FirstEndings, where isWanted: (Instant) -> Bool
    ) {
        var found = first
        experts.forEach(in: people(of: scope.nation)) { _, profile in
            guard let profile else { return }
            for ending in terms.endings(of: profile.facts.offer, profile.facts.clearance) where isWanted(ending.at) {
                found.take(RecordEnding(ending, .expert, id: profile.id.text, nation: profile.nation))
            }
        }
        for team in teams.pages.joined() where scope.nation.map({ $0 == team.nation }) ?? true {
            for ending in terms.endings(of: team.facts.offer) where isWanted(ending.at) {
                found.take(RecordEnding(ending, .team, id: team.id.text, nation: team.nation))
            }
        }
        first = found
    }
}
