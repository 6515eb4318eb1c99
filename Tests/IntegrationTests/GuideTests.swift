import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// The transcripts in the guides are what crrtctl says. To take over a change that is meant: CRRT_RECORD=1 swift test --filter GuideTests.
///
/// A block that begins with "```console duty-desk" is typed by that principal of an exercise with the sample roster: each line after a
/// `$` is run, and what follows is all that it printed. Times, numbers of the journal and digests may differ; so may widths. Ids of
/// requests and taskings hold the year in which they were minted, so later commands are run with the ids that earlier ones printed.
/// What stands below `GuidePart.otherExercise` is typed in an exercise of its own, in which the crises begin in four days.
@Suite("Guides") struct GuideTests {
    private static let folder = BuiltPrograms.checkout.appendingPathComponent("docs")

    private static let site = TestSite(
        exercise: true, policy: "planBudgetMs: 120000\n", extraPrincipals: ExerciseDesk.site.extraPrincipals)

    @Test("every transcript is true", arguments: ["guide-duty-officer.md", "guide-contact-point.md"])
    func transcripts(name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        let exercises = text.components(separatedBy: GuidePart.otherExercise)
        var typed: [String] = []
        for (number, exercise) in exercises.enumerated() {
            try RunningDaemon.with(Self.site) { daemon in
                let days = number == 0 ? nil : 4
                let desk = try ExerciseDesk(daemon, without: number == 0 ? ["EST"] : [], daysAhead: days)
                for scenario in ["albania-2022", "denmark-energy-2023", "wannacry-nhs-2017"] {
                    let request = try MovedSamples.scenario(scenario, daysAhead: days)
                    try daemon.folder.write(request.jsonString() + "\n", to: scenario + ".json")
                }
                typed.append(try Self.typed(exercise, at: desk, name).joined(separator: "\n"))
            }
        }
        if getenv("CRRT_RECORD") != nil {
            try (typed.joined(separator: GuidePart.otherExercise) + "\n").write(to: file, atomically: true, encoding: .utf8)
        }
    }

    /// The guide with what its commands print.
    private static func typed(_ text: String, at desk: ExerciseDesk, _ name: String) throws -> [String] {
        var (lines, shown, ids) = ([String](), 0, WrittenIDs())
        for part in GuidePart.parts(text) {
            guard case .transcript(let who, let steps) = part else {
                lines += part.lines
                continue
            }
            lines.append("```console \(who)")
            for step in steps {
                let command = ids.minted(step.command)
                let output = try desk.run(command, as: who)
                ids.learn(output, written: step.output)
                shown += 1
                if getenv("CRRT_RECORD") == nil {
                    #expect(GuidePart.lasting(output.map(ids.written)) == GuidePart.lasting(step.output), "\(name): \(command)")
                }
                lines += ["$ " + command] + output
            }
            lines.append("```")
        }
        #expect(shown > 8)
        return lines
    }
}

/// A piece of a guide.
private enum GuidePart {
    /// The comment after which another exercise begins.
    static let otherExercise = "\n\n<!-- an exercise of its own -->\n"

    case text([String])
    case transcript(who: String, [(command: String, output: [String])])

    var lines: [String] {
        if case .text(let lines) = self { return lines }
        return []
    }

    static func parts(_ text: String) -> [GuidePart] {
        var parts: [GuidePart] = []
        var (plain, steps): ([String], [(command: String, output: [String])]) = ([], [])
        var who: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).reversed().drop(while: \.isEmpty)
            .reversed()
        {
            if let principal = who {
                if line == "```" {
                    parts.append(.transcript(who: principal, steps))
                    (who, steps) = (nil, [])
                } else if line.hasPrefix("$ ") {
                    steps.append((String(line.dropFirst(2)), []))
                } else if !steps.isEmpty {
                    steps[steps.count - 1].output.append(line)
                }
            } else if line.hasPrefix("```console ") {
                parts.append(.text(plain))
                plain = []
                who = String(line.dropFirst(11))
            } else {
                plain.append(line)
            }
        }
        return parts + [.text(plain)]
    }

    /// Lines without what differs from day to day.
    static func lasting(_ lines: [String]) -> [String] {
        let changing = [
            (#"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z)?"#, "TIME"),
            // The lines of a plan's timeline depend on the time of the day.
            (#"^(EX[RT]-\S+) +[-=! ]+$"#, "$1 BAR"), (#"\b\d+ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"#, "DAY"),
            // Who is away, and whose clearance has run out, depends on the day.
            (#"^people available: \d+ of \d+"#, "people available: N"),
            (#"^([A-Z]{2}-[A-Z]{3}-\d{3}) +\d+ of \d+ +\d+ of \d+ +"#, "$1 N "),
            (#"\(?(in )?\d+ (s|min|h|d)\b( ago)?\)?|\(now\)|\bnow\b"#, "SPAN"),
            (#"(journal|entry|seq) \d+"#, "$1 N"), (#"\b[0-9a-f]{64}\b"#, "DIGEST"), (#"\b\d{19}\b"#, "PLACE"),
            (#" +"#, " "),
            (#" $"#, ""),
        ]
        return lines.map { line in
            changing.reduce(line) { $0.replacingOccurrences(of: $1.0, with: $1.1, options: .regularExpression) }
        }
    }
}
