import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// Rows that are not what the journal says, over a real daemon: a start refuses them by name, and `crrtd --rebuild` mends them.
@Suite("Rows that are not the journal's")
struct DamagedRowsTests {
    /// A stopped daemon with one expert and one request.
    private func with(_ body: (RunningDaemon) throws -> Void) throws {
        try RunningDaemon.with { daemon in
            let expert = Roster.Expert(
                id: "EST-0150", nation: "EST", name: "Mari Maasikas", skills: ["PD-WRL-003": 3], noticeHours: 12, mode: .both)
            let estonia = try daemon.connect(uid: TestSite.contact("EST"))
            _ = try estonia.call(Roster.PutExpert.self, .init(expert: expert))
            let terms = Requests.Request(
                nation: "ALB", title: "Title in the row", classification: .NR, releasableTo: ["NATO"], mode: .both,
                start: "2099-01-01T00:00:00Z", end: "2099-01-02T00:00:00Z", seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
            _ = try daemon.connect(uid: TestSite.contact("ALB")).call(Requests.Submit.self, .init(request: terms))
            daemon.stop()
            try body(daemon)
        }
    }

    /// Where the record's own row begins: in the journal it stands in `changes`.
    private func row(_ content: Data, kind: String, id: String) throws -> Int {
        let (record, entry) = (Data(#"{"id":"\#(id)""#.utf8), Data(#"{"\#(kind)":"#.utf8))
        var place = content.startIndex
        var row: Int?
        while let found = content.range(of: record, in: place..<content.endIndex) {
            let before = content[max(content.startIndex, found.lowerBound - entry.count)..<found.lowerBound]
            if before != entry { row = found.lowerBound }
            place = found.upperBound
        }
        return try #require(row)
    }

    /// Flips a bit behind a text in the record's own row.
    private func flip(_ path: String, kind: String, id: String, behind text: String) throws {
        var content = try #require(FileManager.default.contents(atPath: path))
        let start = try row(content, kind: kind, id: id)
        let byte = try #require(content.range(of: Data(text.utf8), in: start..<content.endIndex)).lowerBound
        content[byte] ^= 1
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.write(contentsOf: content)
        try file.close()
    }

    private func crrtd(_ daemon: RunningDaemon, _ arguments: [String]) throws -> ProgramRun {
        try ProgramRun(
            "crrtd", arguments + ["--config", daemon.folder.file("etc"), "--state", daemon.state], [:], in: daemon.folder)
    }

    /// A start that is expected to fail; where no socket can be, should it go so far.
    private func start(_ daemon: RunningDaemon) throws -> ProgramRun {
        try crrtd(daemon, ["--socket", daemon.folder.file("none/s")])
    }

    @Test(
        "a start names the database and the record, with status 74; a restore of it is refused; --rebuild makes it whole",
        arguments: [
            ("expert", "EST-0150", ",\"mode\""), ("request", "REQ-ALB-2026-0001", ",\"title\""),
            ("request", "REQ-ALB-2026-0001", "Title in"),
        ])
    func flipped(kind: String, id: String, text: String) throws {
        try with { daemon in
            try flip(daemon.database, kind: kind, id: id, behind: text)
            let refused = try start(daemon)
            #expect(refused.status == 74, "\(refused.errors)")
            for words in ["crrtd.db", "\(kind) \(id)", rebuild(daemon)] {
                #expect(refused.errors.contains(words), "\(words) is not in: \(refused.errors)")
            }
            let copy = daemon.folder.file("copy.db")
            try FileManager.default.copyItem(atPath: daemon.database, toPath: copy)
            for more in [["--check"], ["--yes"]] {
                let run = try crrtd(daemon, ["--restore", copy] + more)
                #expect(run.status == 74 && run.errors.contains("\(kind) \(id)"), "\(run.errors)")
            }
            let check = try crrtd(daemon, ["--rebuild", "--check"])
            #expect(check.status == 0 && check.output.contains("\(kind) \(id)"), "\(check.errors)")
            #expect(try start(daemon).status == 74)
            #expect(try crrtd(daemon, ["--rebuild"]).status == 64)
            let rebuilt = try crrtd(daemon, ["--rebuild", "--yes"])
            #expect(rebuilt.status == 0, "\(rebuilt.errors)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: daemon.state).contains { $0.hasPrefix("crrtd.db.replaced-") })
            try daemon.start()
            #expect(try daemon.connect(uid: TestSite.auditor).call(Journal.Verify.self, .init()).intact)
            let expert = try daemon.connect(uid: TestSite.contact("EST")).call(Roster.GetExpert.self, .init(id: "EST-0150")).expert
            #expect(expert.name == "Mari Maasikas")
            #expect(try crrtd(daemon, ["--rebuild", "--yes"]).status == 69, "a daemon has the database")
        }
    }

    /// The command line as the daemon names it.
    private func rebuild(_ daemon: RunningDaemon) -> String {
        "crrtd --config \(daemon.folder.file("etc")) --state \(daemon.state) --rebuild"
    }

    @Test("a page that cannot be read: the start names --rebuild, in one line, and nothing is lost by it")
    func zeroedPage() throws {
        try with { daemon in
            let content = try #require(FileManager.default.contents(atPath: daemon.database))
            let page = try row(content, kind: "request", id: "REQ-ALB-2026-0001") / 4096
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: daemon.database))
            try file.seek(toOffset: UInt64(page * 4096))
            try file.write(contentsOf: Data(count: 4096))
            try file.close()
            let refused = try start(daemon)
            #expect(refused.status == 74 && refused.errors.contains("\(rebuild(daemon)) --check"), "\(refused.errors)")
            #expect(refused.errors.filter { $0 == "\n" }.count == 1)
            let check = try crrtd(daemon, ["--rebuild", "--check"])
            #expect(check.status == 0 && check.output.contains("is damaged"), "\(check.errors)")
            #expect(!check.output.contains("restore") && !check.output.contains("***"), "\(check.output)")
            #expect(try crrtd(daemon, ["--rebuild", "--yes"]).status == 0)
            try daemon.start()
            #expect(try daemon.connect(uid: TestSite.auditor).call(Journal.Verify.self, .init()).intact)
        }
    }

    @Test("a page that SQLite complains about is told in its words, without the line that names the file")
    func fragmented() throws {
        try with { daemon in
            let content = try #require(FileManager.default.contents(atPath: daemon.database))
            // The count of unused bytes between a page's cells (SQLite's file format, section 1.6): one more than there are.
            let place = try row(content, kind: "request", id: "REQ-ALB-2026-0001") / 4096 * 4096 + 7
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: daemon.database))
            try file.seek(toOffset: UInt64(place))
            try file.write(contentsOf: [content[place] + 1])
            try file.close()
            let check = try crrtd(daemon, ["--rebuild", "--check"])
            #expect(check.status == 0 && check.output.contains("is damaged (Fragmentation of "), "\(check.errors)")
            #expect(!check.output.contains("***"), "\(check.output)")
        }
    }

    @Test("what no rebuild can mend is told with 74 in one line, and the restore that helps")
    func truncated() throws {
        try with { daemon in
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: daemon.database))
            try file.truncate(atOffset: 3 * 4096)
            try file.close()
            for run in [try start(daemon), try crrtd(daemon, ["--rebuild", "--check"])] {
                #expect(run.status == 74 && run.errors.contains("crrtctl restore FILE --config"), "\(run.errors)")
                #expect(run.errors.filter { $0 == "\n" }.count == 1 && !run.errors.contains("SQLite error"), "\(run.errors)")
            }
        }
    }

    @Test("an expert's row is not compared at a start; a backup names it, its own file, and what mends it")
    func backup() throws {
        try with { daemon in
            try flip(daemon.database, kind: "expert", id: "EST-0150", behind: "3}")
            try daemon.start()
            let copy = daemon.folder.file("copy.db")
            let run = try daemon.crrtctl(["backup", copy])
            #expect(run.status != 0 && run.errors.contains("\(copy) was not written"), "\(run.errors)")
            #expect(run.errors.contains("expert EST-0150") && run.errors.contains("crrtd --rebuild"), "\(run.errors)")
        }
    }

    @Test("a start that makes a new database says so")
    func newDatabase() throws {
        try with { daemon in
            let words = "made a new database at \(daemon.database)"
            #expect(daemon.logText.contains(words))
            try daemon.start()
            #expect(daemon.logText.components(separatedBy: words).count == 2, "not where there is one")
            daemon.stop()
            try Data().write(to: URL(fileURLWithPath: daemon.database))
            try daemon.start()
            #expect(daemon.logText.components(separatedBy: words).count == 3)
        }
    }

    @Test("what a killed backup has left goes at the next start, in the state folder and in the folder of backups")
    func leftovers() throws {
        try with { daemon in
            let left = ["crrtd.db.restoring-4194999-1", "crrtd.db.part-4194999-1", "backups/crrtd-20260101T000000Z.db.part-4194999-1"]
            for name in left { try daemon.folder.write("x", to: "state/" + name) }
            try daemon.start()
            for name in left { #expect(!FileManager.default.fileExists(atPath: daemon.state + "/" + name), "\(name)") }
        }
    }
}
