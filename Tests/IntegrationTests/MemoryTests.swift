import CRRTProtocol
import CRRTTestSupport
import Foundation
import Testing
import Varlink

/// What a real daemon holds once it has answered.
@Suite("Memory")
struct MemoryTests {
    /// Bytes, from proc(5) `status`.
    private func resident(_ daemon: RunningDaemon) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(daemon.processIdentifier)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(line.split(separator: " ").compactMap { Int($0) }.first) << 10
    }

    @Test("what an import has taken is given back once it is answered")
    func imports() throws {
        try SmallWorld.with { world in
            let contact = try world.contact("EST")
            var records = (2...5000).map { number in
                var expert = SmallWorld.expert("EST-\(number)")
                expert.location = String(repeating: "l", count: 200)
                expert.unavailable = [.init(start: SmallWorld.day(1), end: SmallWorld.day(2))]
                return Roster.Record(expert: expert)
            }
            _ = try contact.call(Roster.Import.self, .init(records: Array(records[..<100])))
            let before = try resident(world.daemon)
            // Refused for its last line: the daemon has read all of it, and nothing of it stays.
            records.append(Roster.Record())
            #expect(try contact.ask(Roster.Import.self, .init(records: records)).error != nil)
            // Behind what the answer has left on the loop.
            _ = try contact.call(Service.WhoAmI.self, .init())
            let grown = try resident(world.daemon) - before
            #expect(grown < 4 << 20, "\(grown >> 10) KiB")
        }
    }
}
