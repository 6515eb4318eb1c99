import CRRTDomain
import SeededNumbers

@testable import CRRTMatching

/// An assembly problem of middle size, from a seed: too large to try every choice, small enough to try every set of nations.
struct RandomProblem {
    let problem: AssemblyProblem

    init(seed: UInt64, slots: Int, kinds: Int, nations: Int, people: Int) {
        var random = SeededGenerator(seed: seed)
        let weights = Weights(notice: 1, level: random.one(of: [0, 10]), nation: random.one(of: [0, 40, 500, 5000]))
        let levels = [1, 3, 3, 5]
        let notices = [[0], [6, 24], [2, 6, 24, 72, 100, 240]][random.below(3)]
        var contenders = [[Contender]](repeating: [], count: kinds)
        for person in 0..<people {
            let nation = String(UnicodeScalar(UInt8(65 + random.below(nations)))) + "AA"
            var skills: [Int: Int] = [:]
            for kind in 0..<kinds where random.chance(3) { skills[1 + kind] = random.one(of: levels) }
            if skills.isEmpty { skills[1] = 3 }
            let expert = Fixtures.expert("\(nation)-\(person)", skills, notice: random.one(of: notices))
            let costKey = CostKey(ExpertProfile(ExpertTraits(expert)))
            for kind in 0..<kinds {
                guard let level = skills[1 + kind] else { continue }
                contenders[kind].append(Contender(Int32(person), IDKey(expert.id), costKey, level: level, weights))
            }
        }
        let chosen = (0..<slots).map { _ in random.below(kinds) }.sorted()
        let prepaid = random.chance(3) ? contenders.joined().first?.nation : nil
        let members = random.chance(3) ? Set((0..<Int32(people)).filter { _ in random.chance(4) }) : nil
        problem = AssemblyProblem(
            slots: chosen, contenders: contenders, nationWeight: weights.nation, prepaid: Set([prepaid].compactMap(\.self)),
            members: members)
    }
}
