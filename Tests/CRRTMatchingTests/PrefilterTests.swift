import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// The sets say what the rules say, and stay what the experts make them.
struct PrefilterTests {
    private static let far = Fixtures.period("2027-03-01T06:00:00Z", "2097-03-11T06:00:00Z")

    private static func near(_ instant: Instant, _ random: inout SeededGenerator) -> Instant {
        instant.adding(hours: random.one(of: [-500, -24, -7, -6, -1, 0, 0, 1, 17, 18, 500]))
    }

    /// Someone with a flaw at or near the edge of the mission about as often as not.
    private func expert(_ number: Int, _ random: inout SeededGenerator) -> Expert {
        let mission = Fixtures.mission
        func near(_ instant: Instant) -> Instant { Self.near(instant, &random) }
        let nation = random.one(of: ["ALB", "DEU", "EST", "FRA", "USA"])
        return Fixtures.expert("\(nation)-\(number)", [1 + random.below(3): 1 + random.below(5), 4: 1 + random.below(5)]) {
            $0.noticeHours = random.one(of: [0, 24, 71, 72, 73, 8760])
            if random.chance(3) { $0.mode = random.one(of: Mode.allCases) }
            if random.chance(4) { $0.offer.validUntil = near(mission.end) }
            if random.chance(4) { $0.offer.validFrom = near(mission.start) }
            if random.chance(4) { $0.offer.confirmedAt = near(Fixtures.now.adding(days: -90)) }
            if random.chance(12) { $0.offer.state = .suspended }
            if random.chance(4) {
                $0.clearance = random.chance(4) ? nil : try! Clearance(level: .secret, validUntil: near(mission.end).date)
            }
            if random.chance(4) {
                $0.clearance = try! Clearance(level: random.one(of: [.unclassified, .restricted]), validUntil: nil)
            }
            // Later than columns tell days apart.
            if random.chance(8) {
                $0.clearance = try! Clearance(level: random.one(of: [.confidential, .secret]), validUntil: near(Self.far.end).date)
            }
            if random.chance(8) { $0.offer.validUntil = near(Self.far.end) }
            if random.chance(3) {
                $0.languages = [try! LanguageCode("eng"): try! LanguageProfile(random.one(of: ["22+22", "3333", "5255"]))]
            }
            if random.chance(3) { $0.accesses = [try! Access("ATOMAL")] }
            if random.chance(9) { $0.excludes = [Fixtures.nation("ALB")] }
            let from = near(random.chance(2) ? mission.start : mission.end)
            if random.chance(3) { $0.unavailable = absences(&random) }
            if random.chance(20) { $0.unavailable = [try! Period(start: from.adding(days: -2000), end: from)] }
        }
    }

    /// Some of them two on one day, some within it, some to the millisecond.
    private func absences(_ random: inout SeededGenerator) -> [Period] {
        Period.normalized(
            (0...random.below(3)).map { _ in
                let begin = Self.near(random.chance(2) ? Fixtures.mission.start : Fixtures.mission.end, &random)
                let start = Instant(milliseconds: begin.milliseconds + Int64(random.one(of: [0, 0, -1, 1])))
                let end = start.adding(hours: random.one(of: [0, 1, 5, 6, 7, 24, 40]))
                return try! Period(start: start, end: Instant(milliseconds: end.milliseconds + 1 + Int64(random.below(2))))
            })
    }

    private func query(_ random: inout SeededGenerator) -> MatchQuery {
        let request = Fixtures.request([Fixtures.seat(4, 1 + random.below(4)), Fixtures.seat(1 + random.below(3), 2, lead: true)]) {
            if random.chance(2) { $0.mode = random.one(of: Mode.allCases) }
            if random.chance(3) { $0.maxNoticeHours = random.one(of: [nil, 0, 71, 9000]) }
            if random.chance(3) { $0.period = Fixtures.period("2027-03-01T00:00:00Z", "2027-03-11T00:00:00Z") }
            if random.chance(4) { $0.period = Self.far }
            if random.chance(4) { $0.period = Fixtures.period("2027-03-01T05:00:00Z", "2027-03-01T12:00:00Z") }
            if random.chance(3) { $0.languages = [try! LanguageCode("eng"): try! LanguageProfile("22+22")] }
            if random.chance(3) { $0.excludes = [Fixtures.nation("FRA")] }
            if random.chance(3) { $0.ownNationals = true }
            if random.chance(3) { $0.seats[0].accesses = [try! Access("ATOMAL")] }
            if random.chance(2) { $0.seats[1].minClearance = random.one(of: [.restricted, .confidential, .secret]) }
        }
        return Fixtures.query(request) { $0.ignoring = random.chance(3) ? Fixtures.tasking(1) : nil }
    }

    /// Over more than one page of the columns, after many changes.
    @Test func setsAndRulesAgree() {
        for seed in UInt64(0)..<4 {
            var random = SeededGenerator(seed: seed)
            var experts = (0..<4300).map { expert($0, &random) }
            var commitments = (0..<300).map { _ in
                Commitment(tasking: Fixtures.tasking(random.below(3)), expert: experts[random.below(4300)].id, period: Fixtures.mission)
            }
            var index = Fixtures.index(experts, [], commitments)
            for number in 0..<800 {
                let changed = expert(number, &random)
                guard changed.id == experts[number].id else { continue }
                experts[number] = changed
                index.put(changed)
            }
            index.release(Fixtures.tasking(2))
            commitments.removeAll { $0.tasking == Fixtures.tasking(2) }
            #expect(index.invariants() == [], "seed \(seed)")
            let held = Dictionary(grouping: commitments, by: \.expert)
            for _ in 0..<4 {
                let query = query(&random)
                let pool = EligiblePool(index, query)
                for (handle, expert) in experts.enumerated() {
                    for (number, kind) in pool.query.kinds.enumerated() {
                        let objections = Eligibility.objections(
                            to: expert, seat: kind.line, leading: kind.leading, commitments: held[expert.id] ?? [], query)
                        if objections.isEmpty != pool.eligible[number].contains(Int32(handle)) {
                            Issue.record("seed \(seed): \(expert.id) at \(number), objections \(objections)")
                        }
                        if objections.isEmpty != (pool.kindMask(of: Int32(handle)) >> UInt64(number) & 1 == 1) {
                            Issue.record("seed \(seed): \(expert.id) at \(number), by person")
                        }
                    }
                }
            }
        }
    }

    /// Whatever came before, the index is the one that is built afresh.
    @Test func changesLeaveNoTrace() {
        for seed in UInt64(0)..<100 {
            var index = RandomCase(seed: seed + 5000, flawed: 3).index
            let given = RandomCase(seed: seed, flawed: 3)
            for team in given.teams { index.put(team) }
            for expert in given.experts { index.put(expert) }
            for commitment in given.commitments { index.commit(commitment) }
            for team in given.teams {
                var smaller = team
                smaller.members = Array(team.members.dropLast())
                index.put(smaller)
            }
            #expect(index.invariants() == [], "seed \(seed)")
        }
    }

    @Test func keysOrderAsIdsDo() {
        let texts = [
            "EST-0", "EST-00", "EST-01", "EST-0A", "EST--", "EST-A-1", "EST-A0", "EST-Z", "DEU-9", "FIN-A",
            "EST-ABCDEFGHIJKLMNOPQRSTUVWX",
        ]
        let ids = (texts + [texts[10].dropLast() + "W", texts[10].dropLast() + "-"].map(String.init)).map { try! ExpertID($0) }
        #expect(ids.sorted() == ids.sorted { IDKey($0) < IDKey($1) })
        #expect(Set(ids.map { IDKey($0) }).count == ids.count)
    }
}
