import CRRTDomain
import CRRTMatching
import CRRTStore

/// What a report is about, and the roster as the caller may be told of it.
struct ReportQuestion {
    let terms: ReportTerms
    let scope: ReportScope
    let index: RosterIndex

    /// - Returns: nil where the caller sees nothing of what they asked for.
    static func read(at: String?, nation: String?, _ query: Query) throws -> ReportQuestion? {
        let at = try RequestFields.instant("at", at) ?? query.now
        let nation = try nationFilter(nation)
        guard nation.map(query.caller.sees(offersOf:)) ?? true else { return nil }
        let seen = query.caller.offersSeen
        return ReportQuestion(
            terms: ReportTerms(at: at, now: query.now, staleAfterDays: query.site.policy.staleAfterDays),
            scope: ReportScope(nation: nation ?? seen, seen: seen), index: try query.rosterSeen().index)
    }

    /// Some hours ahead, no more than anybody plans for.
    static func hours(_ field: String, _ hours: Int) throws -> Int {
        guard (1...mostHours).contains(hours) else { throw Refusal.invalid(field, "is \(hours); 1 to \(mostHours) hours are allowed") }
        return hours
    }

    /// Ten years.
    private static let mostHours = 87_600
}

extension Query {
    /// Every effect of a nation, or of all, that the caller sees.
    func effectsSeen(of nation: NationCode?) throws -> [Effect] {
        var found: [Effect] = []
        var last: EffectID?
        while true {
            let page = try rows.effects(nation: nation, after: last, limit: 500)
            found += try page.filter { try sees(.effect($0)) }
            guard page.count == 500 else { return found }
            last = page.last?.id
        }
    }

    /// The taskings whose people are committed at an instant, as the caller sees them.
    func taskingsCommitting(at instant: Instant) throws -> [Tasking] {
        try rows.taskingsThatHold().filter { try $0.commits(at: instant, now: now) && sees(.tasking($0)) }.map(view)
    }
}
