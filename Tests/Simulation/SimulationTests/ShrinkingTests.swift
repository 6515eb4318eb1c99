import Simulation
import Testing

/// A disk that says that it has synced and has not: the harness finds it, makes the life short, and tells how to do the same by hand.
@Suite("A failing life")
struct ShrinkingTests {
    @Test("is found, made short, and told as commands and as steps to replay")
    func skippedSyncs() throws {
        var life = Life(seed: 2, length: 60)
        life.ignoresSyncs = true
        let story = life.live()
        let violation = try #require(story.violation)
        #expect(violation.invariant == .durable || violation.invariant == .starts, "\(violation)")
        let report = try #require(FailureReport(story, life.origin, most: 60))
        #expect(report.steps.count < story.steps.count / 2, "\(report.text)")
        #expect(
            report.text.contains("seed 2") && report.text.contains("--- to type"), "\(report.text)")
        // What is printed to replay fails in the same way.
        let printed = try #require(report.text.split(separator: "--replay FILE:\n").last)
        var replayed = try LifeText(text: String(printed), folder: life.folder)
        replayed.origin.ignoresSyncs = true
        #expect(Life.repeating(replayed.steps, replayed.origin).violation?.invariant == violation.invariant)
    }
}
