import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// The cheapest of every nation, in the only order there is, whatever the order of insertion.
struct ShortlistTests {
    /// Few ids, levels and notices, so that most cost as much as others do; a part in order of id, the rest as it came.
    private func experts(_ random: inout SeededGenerator) -> [Expert] {
        let numbers = (0..<80).shuffled(using: &random).prefix(1 + random.below(70))
        let ordered = numbers.prefix(random.below(numbers.count + 1))
        let experts = (ordered.sorted() + numbers.dropFirst(ordered.count)).map { number in
            let nation = ["DEU", "EST", "LVA"][number / 30]
            return Fixtures.expert(
                "\(nation)-\(100 + number)", [1: 1 + random.below(5)], notice: 24 * random.below(4)
            ) { expert in
                if random.chance(4) { expert.mode = .onSite }
            }
        }
        return experts
    }

    private func query(_ random: inout SeededGenerator) -> MatchQuery {
        let request = Fixtures.request([Fixtures.seat(1, 1 + random.below(4), count: 1 + random.below(6))]) {
            $0.maxNoticeHours = random.one(of: [nil, 24, 48])
            if random.chance(3) { $0.excludes = [Fixtures.nation("EST")] }
        }
        // A level costs as much as a day of notice, or two, or nothing costs anything.
        return Fixtures.query(request) {
            $0.weights = random.one(of: [(1, 24), (1, 48), (1, 0), (0, 5), (0, 0)].map { Weights(notice: $0, level: $1, nation: 0) })
        }
    }

    @Test func theyAreTheCheapestThenThoseWithTheSmallestIDs() {
        for seed in UInt64(0)..<500 {
            var random = SeededGenerator(seed: seed)
            let experts = experts(&random)
            let index = Fixtures.index(experts)
            let query = query(&random)
            let pool = EligiblePool(index, query)
            var found: [NationCode: [ExpertID]] = [:]
            for handle in pool.shortlists[0].people {
                guard let id = index.experts[handle]?.id else { continue }
                found[id.nation, default: []].append(id)
            }
            var wanted: [NationCode: [ExpertID]] = [:]
            let eligible = experts.filter { Eligibility.objections(to: $0, commitments: [], query).isEmpty }
            for (nation, people) in Dictionary(grouping: eligible, by: \.nation) {
                func key(_ expert: Expert) -> (Int, ExpertID) {
                    let level = expert.skills[Fixtures.skill(1)]?.level ?? 0
                    return (query.weights.cost(level: level, noticeHours: expert.noticeHours), expert.id)
                }
                wanted[nation] = people.sorted { key($0) < key($1) }.prefix(pool.query.slots.count).map(\.id)
            }
            #expect(found == wanted, "seed \(seed)")
        }
    }

    /// Many nations, most of which bounds leave out: the answer is that of looking at all of them.
    @Test(arguments: [0, 1, 40, 500])
    func whoeverIsLeftOutCouldNotHaveMattered(nationWeight: Int) {
        for seed in UInt64(0)..<60 {
            var random = SeededGenerator(seed: seed)
            let nations = ["ALB", "BEL", "DEU", "EST", "FRA", "LTU", "LVA", "POL"].prefix(1 + random.below(8))
            let people = 20 + random.below(200)
            let index = Fixtures.index(
                (0..<people).map { number in
                    let skills = Dictionary((0..<3).map { _ in (1 + random.below(5), 1 + random.below(5)) }) { first, _ in first }
                    return Fixtures.expert("\(random.one(of: Array(nations)))-\(number)", skills, notice: 6 * random.below(12))
                })
            let seats = (1...2 + random.below(3)).map { skill in
                Fixtures.seat(skill, 1 + random.below(4), count: 1 + random.below(3), lead: random.chance(4))
            }
            let query = Fixtures.query(Fixtures.request(seats)) {
                $0.weights = Weights(notice: random.one(of: [0, 1]), level: random.one(of: [0, 10, 50]), nation: nationWeight)
            }
            func assembled(_ kinds: Set<CandidateKind>) -> Candidate? {
                var query = query
                query.kinds = kinds
                return index.match(query, outOfTime: Fixtures.never).candidates.first { $0.kind == .assembled }
            }
            #expect(assembled([.assembled]) == assembled([.assembled, .augmented]), "seed \(seed)")
        }
    }
}
