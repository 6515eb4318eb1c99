import CRRTDomain
import CRRTMatching
import CRRTStore

/// The input of a report: its basis and scope, and the roster as the caller may see it.
struct ReportInput {
    let basis: ReportBasis
    let scope: ReportScope
    let index: RosterIndex

    /// - Returns: nil where the caller may not see the nation's offers.
    static func read(at: String?, nation: String?, _ query: Query) throws -> ReportInput? {
        let at = try ParameterFields.instant("at", at) ?? query.now
        let nation = try nationFilter(nation)
        guard nation.map(query.caller.sees(offersOf:)) ?? true else { return nil }
        let seen = query.caller.offersNation
        return ReportInput(
            basis: ReportBasis(at: at, now: query.now, staleAfterDays: query.site.policy.staleAfterDays),
            scope: ReportScope(nation: nation ?? seen, seen: seen), index: try query.visibleRoster().index)
    }

    /// A number of hours ahead, within the allowed range.
    static func hours(_ field: String, _ hours: Int) throws -> Int {
        guard (1...maxHours).contains(hours) else { throw Refusal.invalid(field, "is \(hours); 1 to \(maxHours) hours are allowed") }
        return hours
    }

    /// Ten years.
    private static let maxHours = 87_600
}

extension Query {
    /// Every effect of a nation, or of all, that the caller sees.
    func visibleEffects(of nation: NationCode?) throws -> [Effect] {
        var found: [Effect] = []
        var last: EffectID?
        while true {
            let page = try rows.effects(nation: nation, after: last, limit: 500)
            found += try page.filter { try sees(.effect($0)) }
            guard page.count == 500 else { return found }
            last = page.last?.id
        }
    }
}

extension Tasking {
    /// The elements that are held and committed at an instant. Others of the tasking may be home, or have another agreed end.
    func committed(at instant: Instant, now: Instant) -> [Element] {
        held.filter { $0.period.commits(at: instant, now: now) }
    }
}
