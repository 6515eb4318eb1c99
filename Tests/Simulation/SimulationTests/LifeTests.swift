import CRRTTestSupport
import Foundation
import Simulation
import Testing

/// Lives of the daemon, drawn from seeds. A life that fails is printed with its seed, as short as it can be made.
@Suite("Lives")
struct LifeTests {
    private static let fixed: ClosedRange<UInt64> = 1...40
    private static let length = 400
    /// What so few steps may miss; `deploy/simulate.sh` names what a longer run has never met.
    private static let rare: Set<String> = ["InternalError is never answered", "lock fails: I/O error", "open fails: I/O error"]

    @Test("of fixed seeds hold, and meet what they should")
    func fixedSeeds() async {
        let stories = await withTaskGroup(of: (Life, Life.Story).self) { group in
            for seed in Self.fixed {
                let life = Life(seed: seed, length: Self.length)
                group.addTask { (life, life.live()) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var coverage = Coverage()
        for (life, story) in stories {
            coverage.add(story.coverage)
            Self.expect(story, life)
        }
        #expect(coverage.missing.filter { !Self.rare.contains($0) && !Self.isQuestion($0) } == [])
    }

    /// Whether it is about a method that changes nothing. A few of them are not drawn in a short life.
    private static func isQuestion(_ missing: String) -> Bool {
        missing.hasSuffix(" is never done") && !Contract.changes.contains { missing.hasPrefix($0 + " ") }
    }

    @Test("of the seed of the day hold")
    func seedOfTheDay() {
        let seed = SeedOfTheDay.value
        print("the simulator's seed of the day is \(seed); CRRT_SIMULATION_SEED=\(seed) repeats it")
        let life = Life(seed: seed, length: 250)
        Self.expect(life.live(), life)
    }

    @Test("of one seed are the same, step by step and answer by answer", arguments: [3, 5] as [UInt64])
    func repeatable(seed: UInt64) throws {
        let life = Life(seed: seed, length: 60)
        let (first, second) = (life.live(), life.live())
        #expect(first.steps == second.steps)
        #expect(first.digest == second.digest)
        // Also from the text of its steps.
        let text = try LifeText(text: LifeText(life.origin, first.steps).text, folder: life.folder)
        #expect(text.steps == first.steps)
        #expect(Life.repeating(text.steps, text.origin).digest == first.digest)
    }

    static func expect(_ story: Life.Story, _ life: Life) {
        guard story.violation != nil else { return }
        let report = FailureReport(story, life.origin, most: 300)
        Issue.record(Comment(rawValue: report?.text ?? "seed \(life.seed) failed"))
    }
}
