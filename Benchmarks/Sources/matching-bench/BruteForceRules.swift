import CRRTDomain
import CRRTMatching

/// The rules of eligibility, written again from the design as a scan over records. So the options that CP-SAT gets depend neither on the
/// index nor on the rules that are being checked.
struct BruteForceRules {
    let query: MatchQuery

    /// Every slot as its seat line and the level that it needs.
    var slots: [(line: Int, level: Int)] {
        query.request.seats.enumerated().flatMap { line, seat in
            (0..<seat.count).map { (line: line, level: $0 == 0 && seat.lead ? max(4, seat.minLevel.level) : seat.minLevel.level) }
        }
    }

    func mayServe(_ expert: Expert) -> Bool {
        let request = query.request
        return stands(expert.offer) && expert.noticeHours <= request.maxNoticeHours ?? .max && mayCome(expert.nation)
            && !expert.excludes.contains(request.nation)
            && (expert.mode == request.mode || expert.mode == .both || request.mode == .both)
            && expert.clearance != nil && (expert.clearance?.validUntil).map { request.period.end <= $0.endOfDay } ?? true
            && !expert.unavailable.contains { $0.start < request.period.end && request.period.start < $0.end }
            && request.languages.allSatisfy { language, needed in
                expert.languages[language].map { zip($0.halves, needed.halves).allSatisfy(>=) } ?? false
            }
    }

    /// The level of an eligible expert.
    func mayTake(_ expert: Expert, line: Int, level: Int) -> Bool {
        let seat = query.request.seats[line]
        let needed = max(seat.minClearance?.rank ?? 0, query.request.classification.rank)
        return expert.skills[seat.skill]?.level ?? 0 >= level && expert.clearance?.level.rank ?? -1 >= needed
            && seat.accesses.isSubset(of: expert.accesses)
    }

    func mayGo(_ team: Team) -> Bool {
        stands(team.offer) && team.noticeHours <= query.request.maxNoticeHours ?? .max && mayCome(team.nation)
            && !team.excludes.contains(query.request.nation)
    }

    private func stands(_ offer: Offer) -> Bool {
        offer.state == .offered && offer.validFrom <= query.request.period.start
            && offer.validUntil.map { query.request.period.end <= $0 } ?? true
            && offer.confirmedAt.adding(days: query.staleAfterDays) >= query.at
    }

    private func mayCome(_ nation: NationCode) -> Bool {
        query.releasable.contains(nation) && !query.request.excludes.contains(nation)
            && (nation != query.request.nation || query.request.ownNationals)
    }
}
