import Testing

/// Tests hold on every day. Those that run in process have a clock of their own; only those that start crrtd or crrtctl go by the
/// machine's clock, because these programs do, and `deploy/test-dates.sh` runs them at other dates too.
@Suite struct ClockTests {
    /// What reads the machine's clock, or gives what was made from it.
    static let readings = [
        "Date()", "Date.now", "timeIntervalSinceNow", "CLOCK_REALTIME", "time(nil)", "gettimeofday", "DispatchWallTime", "wallTimeout",
        "wallDeadline", "SystemClock", "Clock.now", "RealClock", "MovedSamples",
    ]

    /// Where the machine's clock may be read, and why.
    static let allowed = [
        "Tests/CRRTTestSupport/RealClock.swift": "the one place that reads it",
        "Tests/CRRTTestSupport/MovedSamples.swift": "moves the samples to the present day, for programs that read the machine's clock",
        "Tests/CRRTTestSupport/DaemonCalls.swift": "imports the moved samples into a running crrtd",
        "Tests/Simulation/SimulationTests/SeedOfTheDay.swift": "draws by it, and every draw must hold on every day",
        "Tests/TidyTests/ClockTests.swift": "holds the words, and calls nothing by them",
    ]

    @Test func onlyTestsOfProgramsGoByTheMachinesClock() {
        let files = Checkout.files(under: ["Tests"], extensions: ["swift"])
        for path in Self.allowed.keys { #expect(files.contains { $0.path == path }, "\(path) is allowed to read the clock and is gone") }
        for fault in Self.faults(in: files) { Issue.record(Comment(rawValue: fault)) }
    }

    static func faults(in files: [TidyFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard allowed[file.path] == nil, (readings + ["Samples."]).contains(where: file.text.holds) else { return [] }
            let startsPrograms = file.path.hasPrefix("Tests/IntegrationTests/")
            return file.lines.enumerated().compactMap { number, line in
                // A comment reads no clock.
                if line.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") { return nil }
                if startsPrograms {
                    // What these tests give to a program must be of the program's day, and they read the clock as all others do.
                    if holds(line, "Samples.") { return "\(file.path):\(number + 1) uses Samples: crrtd's day is that of MovedSamples" }
                    guard let reading = readings.dropLast(2).first(where: { holds(line, $0) }) else { return nil }
                    return "\(file.path):\(number + 1) holds \(reading): ask RealClock"
                }
                guard let reading = readings.first(where: { holds(line, $0) }) else { return nil }
                return "\(file.path):\(number + 1) holds \(reading): a test in process has a clock of its own, such as Samples.today"
            }
        }
    }

    /// Whether a line holds a name that does not begin in the middle of another one.
    private static func holds(_ line: Substring, _ name: String) -> Bool {
        guard line.holds(name) else { return false }
        return line.ranges(of: name).contains { found in
            found.lowerBound == line.startIndex || line[line.index(before: found.lowerBound)].isLetter == false
        }
    }

    /// That the checker sees what it is there for.
    @Test(arguments: [
        ("CRRTServiceTests", "let now = Date()", true), ("CRRTServiceTests", "let now = CalendarDate()", false),
        ("CrrtctlTests", "now: Clock.now)", true), ("CrrtctlTests", "let end = ContinuousClock.now", false),
        ("CRRTServiceTests", "clock_gettime(CLOCK_REALTIME, &time)", true), ("CRRTServiceTests", "try MovedSamples.roster()", true),
        ("CRRTServiceTests", "try Samples.roster()", false), ("IntegrationTests", "try Samples.roster()", true),
        ("IntegrationTests", "try MovedSamples.roster()", false), ("IntegrationTests", "RealClock.now", false),
        ("IntegrationTests", "let past = time(nil) - 90_000", true), ("CRRTServiceTests", "    /// As Date() says.", false),
        ("CRRTTestSupport", "Date(timeIntervalSinceNow: 60)", true),
    ])
    func theCheckerSees(_ target: String, _ line: String, _ seen: Bool) {
        #expect(Self.faults(in: [TidyFile(path: "Tests/\(target)/New.swift", text: line)]).isEmpty == !seen)
    }
}
