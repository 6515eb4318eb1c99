import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// The sets of a page, made at once, are those that come of putting its experts one after the other.
struct PageSetsTests {
    @Test(arguments: [0, 1, 2, 63, 64, 65, 700, RosterPage.capacity])
    func areThoseOfItsExperts(_ count: Int) {
        for seed in UInt64(0)..<4 {
            var random = SeededGenerator(seed: seed)
            let experts = (0..<count).map { ExpertProfile(ExpertTraits(VariedExpert.of($0, &random))) }
            var single = RosterSets()
            for (handle, expert) in experts.enumerated() { single.replace(Int32(handle), nil, by: expert) }
            #expect(RosterSets(page: experts).differences(from: single) == [], "seed \(seed)")
        }
    }

    /// Rankings are read in order of cost, so equality as sets of people is not enough.
    @Test func rankingsAreInOrderOfCost() {
        for seed in UInt64(0)..<12 {
            var random = SeededGenerator(seed: seed)
            let pages = (0..<3).map { _ in (0..<300).map { ExpertProfile(ExpertTraits(VariedExpert.of($0, &random))) } }
            var sets = RosterSets()
            for (number, page) in pages.enumerated() { sets.append(RosterSets(page: page), as: number) }
            let skills = Set(pages.joined().flatMap { $0.skills.map(\.key) })
            for list in skills.flatMap({ sets.ranking[$0] }) {
                #expect(list.entries == list.entries.sorted(), "seed \(seed)")
                let ends = (0..<8).map { level in list.entries.count { $0.levelsBelow <= level } }
                #expect((0..<8).map { Int(list.levelEnds[$0]) } == ends, "seed \(seed)")
            }
            let people = skills.map { sets.ranking[$0].reduce(0) { $0 + $1.entries.count } }.reduce(0, +)
            #expect(people == pages.joined().reduce(0) { $0 + $1.skills.count }, "seed \(seed)")
        }
    }
}
