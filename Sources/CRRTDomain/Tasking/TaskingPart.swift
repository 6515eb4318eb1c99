extension Tasking {
    /// What one contributing nation has been shown of the tasking.
    public struct Part: Sendable, Hashable {
        /// The nation.
        public var nation: NationCode
        /// The number of versions of its part, from 1.
        public var revision: Int
        /// The revision of the whole tasking in which its part changed last.
        public var changedIn: Int
        /// The digest of its own terms that were asked for last: SHA-256, hexadecimal.
        public var digest: String
        public init(nation: NationCode, revision: Int, changedIn: Int, digest: String) {
            self.nation = nation
            self.revision = revision
            self.changedIn = changedIn
            self.digest = digest
        }
    }

    /// The tasking as a contributing nation is shown it: its own people and effects, and what follows from them alone. Others come and go
    /// without a trace in it.
    ///
    /// A nation that lends the team and has no element goes by the proposal as a whole.
    ///
    /// - Parameter nation: nil for a caller of no nation, who is shown no element.
    public func part(of nation: NationCode?) -> Tasking {
        let own = elements.filter { $0.nation == nation }
        let basis = own.isEmpty ? elements.filter { $0.batch == 0 } : own
        let known = parts.first { $0.nation == nation }
        var part = self
        part.elements = basis
        // A batch is no longer hosted once all of it, of whatever nation, have left.
        part.hostedBatches = hostedBatches.filter { number in basis.contains { $0.batch == number && $0.state.isForward } }
        // Records of before elements had one state and one period for all.
        if !parts.isEmpty {
            part.state = part.derivedState
            part.period = Tasking.span(of: basis) ?? period
            part.orderedBy = basis.last { $0.orderedBy != nil }?.orderedBy
        }
        part.elements = own
        let last = basis.map(\.batch).max()
        if let batch = laterBatches.first(where: { $0.batch == last }) {
            (part.proposedBy, part.replyBy) = (batch.proposedBy, batch.replyBy)
        }
        part.laterBatches = []
        part.nations = nations.filter { $0 == nation }
        if let team, team.nation != nation { part.team = nil }
        if let asked = self.extension, !isAsked(nation, own, asked) { part.extension = nil }
        part.extension?.nations = []
        part.refusedExtensions = refusedExtensions.filter { $0.nation == nation }
        // Of several nations that recalled, the record names the last.
        if own.isEmpty || parts.isEmpty {
            if recalledBy != nation { part.recalledBy = nil }
        } else {
            part.recalledBy = own.contains(where: \.wasTakenBack) ? nation : nil
        }
        // Only the operations centre's remark on an abort is for every nation in the tasking.
        if part.state != .aborted { part.remark = nil }
        part.salt = nil
        part.approval = nil
        part.parts = []
        (part.revision, part.digest) = known.map { ($0.revision, $0.digest) } ?? (revision, digest)
        return part
    }

    /// Whether a nation is still asked for a longer period: it was, has not refused, and the period is not in force for its people.
    private func isAsked(_ nation: NationCode?, _ own: [Element], _ asked: Extension) -> Bool {
        guard asked.nations.isEmpty || asked.nations.contains(where: { $0 == nation }) else { return false }
        if refusedExtensions.contains(where: { $0.nation == nation && $0.end == asked.end }) { return false }
        let serving = own.filter { $0.state.isForward && $0.wasOrdered }
        return serving.contains { $0.period.end < asked.end } || (own.isEmpty && asked.nations.isEmpty)
    }

    private static func span(of elements: [Element]) -> Period? {
        guard let start = elements.map(\.period.start).min(), let end = elements.map(\.period.end).max() else { return nil }
        return try? Period(start: start, end: end)
    }

    /// Sets the revision of each nation's part, given the version of before.
    ///
    /// - Parameters:
    ///   - before: nil for a new tasking.
    ///   - digest: The digest of the terms of a nation that were asked for last; nil where it was asked for none.
    public mutating func countParts(since before: Tasking?, digest: (NationCode) -> String?) {
        parts = nations.map { nation in
            let known = before?.parts.first { $0.nation == nation }
            // What an older version showed was the whole tasking's revision.
            let isKnown = known != nil || (before.map { $0.parts.isEmpty && $0.nations.contains(nation) } ?? false)
            var part = known ?? Part(nation: nation, revision: isKnown ? before?.revision ?? 0 : 0, changedIn: 0, digest: "")
            let digest = digest(nation) ?? self.digest
            guard !isKnown || digest != part.digest || before.map({ !$0.looksSame(as: self, to: nation) }) ?? true else { return part }
            part.digest = digest
            part.revision += 1
            part.changedIn = revision
            return part
        }
    }

    private func looksSame(as other: Tasking, to nation: NationCode) -> Bool {
        var (one, two) = (part(of: nation), other.part(of: nation))
        (one.revision, one.digest) = (two.revision, two.digest)
        (one.parts, two.parts) = ([], [])
        return one == two
    }

    /// Whether the part of a nation changed in this version.
    public func concerns(_ nation: NationCode?) -> Bool {
        parts.isEmpty || parts.contains { $0.nation == nation && $0.changedIn == revision }
    }
}

extension Element {
    /// Whether its nation recalled it, or took back its consent once it was ordered.
    fileprivate var wasTakenBack: Bool { left?.cause == .recalled || (wasOrdered && left?.cause == .revoked) }
}
