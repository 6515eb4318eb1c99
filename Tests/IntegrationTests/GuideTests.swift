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
@Suite("Guides") struct GuideTests {
    private static let folder = BuiltPrograms.checkout.appendingPathComponent("docs")

    @Test("every transcript is true", arguments: ["guide-duty-officer.md", "guide-contact-point.md"])
    func transcripts(name: String) throws {
        let site = TestSite(
            exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
        let file = Self.folder.appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try RunningDaemon.with(site) { daemon in
            let desk = try GuideDesk(daemon)
            var (lines, shown, ids) = ([String](), 0, GuideIDs())
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
            #expect(shown > 10)
            if getenv("CRRT_RECORD") != nil {
                try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
            }
        }
    }
}

/// Types commands as a principal of an exercise.
private struct GuideDesk {
    let daemon: RunningDaemon
    let programs: String

    init(_ daemon: RunningDaemon) throws {
        self.daemon = daemon
        programs = try BuiltPrograms.url("crrtctl").deletingLastPathComponent().path
        for nation in TestSite.nations where nation != "EST" {
            let lines = try MovedSamples.roster().filter { $0.nation == nation }.map { $0.jsonString() }.joined(separator: "\n")
            if lines.isEmpty { continue }
            let run = try daemon.crrtctl(["roster", "import", "-", "--as", "ncp-\(nation.lowercased())"], input: lines)
            #expect(run.status == 0, "\(run.errors)")
        }
        try daemon.folder.write(try MovedSamples.scenario("albania-2022").jsonString() + "\n", to: "albania.json")
    }

    /// What the command says, with its exit status where that is not 0.
    func run(_ command: String, as principal: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.currentDirectoryURL = URL(fileURLWithPath: daemon.folder.path)
        process.environment = ProgramEnvironment.with(["PATH": "\(programs):/usr/bin:/bin", "CRRT_SOCKET": daemon.socket])
        process.arguments = ["-c", "crrtctl() { command crrtctl --as '\(principal)' \"$@\"; }\n" + command]
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            .replacingOccurrences(of: "\r\n", with: "\n")
        process.waitUntilExit()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let status = process.terminationStatus
        return (lines.last == "" ? Array(lines.dropLast()) : lines) + (status == 0 ? [] : ["(exit status \(status))"])
    }
}

/// The ids of requests and taskings, as a guide has them and as the daemon minted them.
private struct GuideIDs {
    private var pairs: [(written: String, minted: String)] = []

    /// A command of the guide with the ids that the daemon minted.
    func minted(_ line: String) -> String { Self.replaced(line) { id in pairs.first { $0.written == id }?.minted } }

    /// A line that was printed with the ids that the guide has.
    func written(_ line: String) -> String { Self.replaced(line) { id in pairs.first { $0.minted == id }?.written } }

    /// Pairs the ids that were printed for the first time with those that the guide has there, in their order.
    mutating func learn(_ printed: [String], written: [String]) {
        let new = Self.ids(printed).filter { id in !pairs.contains { $0.minted == id } }
        let expected = Self.ids(written).filter { id in !pairs.contains { $0.written == id } }
        pairs += zip(expected, new).map { ($0, $1) }
    }

    private static var id: Regex<Substring> { /EX[RT]-[A-Z]{3}-[0-9]{4}-[0-9]{4}(?:-[0-9]+)?/ }

    /// Each once, in the order in which they first appear.
    private static func ids(_ lines: [String]) -> [String] {
        lines.flatMap { $0.matches(of: id).map { String($0.output) } }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func replaced(_ line: String, _ other: (String) -> String?) -> String {
        line.replacing(id) { match in other(String(match.output)) ?? String(match.output) }
    }
}

/// A piece of a guide.
private enum GuidePart {
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
