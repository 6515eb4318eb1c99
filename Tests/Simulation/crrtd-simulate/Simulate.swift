import ArgumentParser
@preconcurrency import Foundation
@preconcurrency import Glibc
import Simulation

@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crrtd-simulate",
        abstract: "Lives of the daemon, drawn from seeds: every call, fault and restart, and what must hold after each step.",
        discussion: "Ends with status 1 at the first life in which something does not hold; docs/reliability.md says what is looked at.")

    @Option(help: "The first seed. Each life takes the next one.") var seed: UInt64?
    @Option(help: "For how many minutes lives are begun.") var minutes: Double?
    @Option(help: "How many lives; with --minutes, at most.") var lives: Int?
    @Option(help: "Steps of one life.") var steps = 600
    @Option(help: "A folder to work in, best in memory.") var folder = "/dev/shm"
    @Option(help: "Repeats the life of a file that a failure has printed.") var replay: String?
    @Flag(help: "Makes a life of a file shorter, if it fails.") var shrink = false
    @Flag(help: "Instead of lives: lets every n-th disk operation of each change fail.") var everyFailure = false
    @Flag(help: "Tells each step.") var verbose = false
    @Flag(help: "Does not make a failing life shorter.") var noShrink = false
    @Flag(help: "Goes on after a life that has failed.") var keepGoing = false

    func run() throws {
        setvbuf(stdout, nil, _IOLBF, 0)
        if let replay { return try repeatLife(replay) }
        if everyFailure { return try failEverything() }
        let first = seed ?? UInt64.random(in: 1..<1_000_000)
        print("lives of \(steps) steps from seed \(first)\(minutes.map { ", for \(Self.text($0)) minutes" } ?? "")")
        let start = ContinuousClock.now
        let end = minutes.map { start + .seconds($0 * 60) }
        var (coverage, count, taken, failed) = (Coverage(), 0, 0, 0)
        while lives.map({ count < $0 }) ?? (end != nil || count < 1), end.map({ .now < $0 }) ?? true {
            let life = Life(seed: first + UInt64(count), length: steps, folder: folder)
            let story = life.live(verbose ? .init(steps: { print($0) }) : .init())
            (count, taken) = (count + 1, taken + story.steps.count)
            coverage.add(story.coverage)
            guard story.violation != nil else { continue }
            failed += 1
            try tell(story, life)
            if !keepGoing { break }
        }
        // Under a failure the tables would hide it.
        if failed == 0 || keepGoing {
            print(coverage.text)
            print("never met: \(coverage.missing.isEmpty ? "nothing" : coverage.missing.joined(separator: "; "))")
        }
        let seconds = max((ContinuousClock.now - start) / .seconds(1), 0.001)
        let (lives, rate) = (count == 1 ? "1 life" : "\(count) lives", Int(Double(taken) / seconds))
        let verdict = failed == 0 ? "everything held" : "\(failed) failed"
        print("\(lives), \(taken) steps in \(Self.text(seconds)) s, \(rate) a second; \(verdict)")
        if failed > 0 { throw ExitCode.failure }
    }

    /// With one digit behind the point at most.
    private static func text(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\((number * 10).rounded() / 10)"
    }

    private func tell(_ story: Life.Story, _ life: Life) throws {
        if noShrink {
            print("seed \(life.seed), step \(story.steps.count): \(story.violation.map { "\($0)" } ?? "")")
        } else if let report = FailureReport(story, life.origin) {
            print(report.text)
        }
    }

    private func failEverything() throws {
        for method in Contract.changes {
            var every = try EveryFailure(folder: folder)
            for (operation, errno) in EveryFailure.errors {
                print("\(method): \(operation.rawValue) \(errno): \(try every.run(method, operation, errno: errno)) failures")
            }
            try every.verify()
        }
    }

    private func repeatLife(_ file: String) throws {
        let life = try LifeText(text: String(contentsOfFile: file, encoding: .utf8), folder: folder)
        let story = Life.repeating(life.steps, life.origin, .init(steps: { print($0) }))
        print(story.violation.map { "\($0)" } ?? "all holds")
        if shrink, let report = FailureReport(story, life.origin) { print(report.text) }
        if story.violation != nil { throw ExitCode.failure }
    }
}
