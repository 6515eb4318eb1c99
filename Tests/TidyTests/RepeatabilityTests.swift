import Testing

/// The same input gives the same result: in the rules, and in the tests. ClockTests has what tests read of the machine's clock.
@Suite struct RepeatabilityTests {
    /// Domain and matching are functions of what they are given, so that a match can be repeated.
    @Test func noClocksAndNoChanceInRules() {
        // Some are written apart, since ClockTests looks for them in this file.
        let sources = [
            "Clock", "clock_gettime", "gettime" + "ofday", "time(" + "nil)", "Date" + "()", "Date" + ".now", "random", "shuffle",
            "RandomNumberGenerator", "UUID()",
        ]
        // The seed keeps senders from choosing ids that collide. No result depends on it.
        let seed = "Sources/CRRTMatching/Index/HandleTables.swift"
        for file in Checkout.swiftSources where ["CRRTDomain", "CRRTMatching"].contains(file.target) {
            for (number, line) in file.lines.enumerated() {
                for source in sources where line.holds(source) && !line.drop(while: { $0 == " " }).hasPrefix("//") {
                    if file.path == seed, line.holds("let seed = UInt128.random(") { continue }
                    Issue.record("\(file.path):\(number + 1) holds \(source): times and drawn numbers are parameters here")
                }
            }
        }
    }

    /// Tests neither wait for time to pass nor stay switched off. What CI accepts as a reason to skip is in `.ci/expected-skips`.
    @Test func testsNeitherSleepNorHide() {
        let faults = [
            "sleep(": "wait for what is to happen", "nanosleep": "wait for what is to happen",
            ".disabled(": "a test that does not run holds nothing",
            "withKnown" + "Issue": "a fault is mended, or its test is not there yet",
        ]
        for file in Checkout.files(under: ["Tests"], extensions: ["swift"]) where file.path != "Tests/TidyTests/RepeatabilityTests.swift" {
            for (fault, advice) in faults where file.text.holds(fault) {
                for (number, line) in file.lines.enumerated()
                where line.holds(fault) && !line.drop(while: { $0 == " " }).hasPrefix("//") {
                    Issue.record("\(file.path):\(number + 1) holds \(fault): \(advice)")
                }
            }
        }
    }
}
