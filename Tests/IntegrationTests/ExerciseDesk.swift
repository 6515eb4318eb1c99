import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// Types commands as the principals of an exercise, all played by this process's user, on the sample roster.
struct ExerciseDesk {
    static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    let daemon: RunningDaemon
    let programs: String

    /// - Parameters:
    ///   - without: Nations whose records are left out.
    ///   - offered: Since when all are offered; nil for now.
    ///   - daysAhead: In how many days the scenarios begin; nil for the days between the samples' present day and that.
    init(_ daemon: RunningDaemon, without: [String] = [], offered: Instant? = nil, daysAhead: Int? = nil) throws {
        self.daemon = daemon
        programs = try BuiltPrograms.url("crrtctl").deletingLastPathComponent().path
        let roster = try MovedSamples.roster(daysAhead: daysAhead)
        for nation in TestSite.nations where !without.contains(nation) {
            let lines = roster.filter { $0.nation == nation }.map { record in
                guard let offered else { return record.jsonString() }
                return record.offered(since: offered).jsonString()
            }
            if lines.isEmpty { continue }
            let run = try daemon.crrtctl(
                ["roster", "import", "-", "--as", "ncp-\(nation.lowercased())"], input: lines.joined(separator: "\n"))
            #expect(run.status == 0, "\(run.errors)")
        }
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

extension Roster.Record {
    fileprivate func offered(since instant: Instant) -> Roster.Record {
        var record = self
        record.expert?.offer?.validFrom = instant.description
        record.team?.offer?.validFrom = instant.description
        record.effect?.offer?.validFrom = instant.description
        return record
    }
}
