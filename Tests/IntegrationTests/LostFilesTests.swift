import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// A database that is deleted, replaced or moved away while a real daemon has it open.
@Suite("Lost files", .needsOtherUsers)
struct LostFilesTests {
    private static let theirs = "another database's"

    enum Loss: String, CaseIterable, Sendable { case deleted, replaced, folderMoved, logDeleted }

    @Test("changes are refused and told, questions are answered, and a backup saves what there is", arguments: Loss.allCases)
    func lost(loss: Loss) throws {
        try RunningDaemon.with { daemon in
            let estonia = try daemon.connect(uid: TestSite.contact("EST"))
            func put(_ id: String) throws -> Answer<Roster.PutExpert.Reply> {
                try estonia.ask(Roster.PutExpert.self, .init(expert: SmallWorld.expert(id)))
            }
            #expect(try put("EST-0001").errorName == nil)
            try lose(loss, daemon)
            #expect(try put("EST-0002").errorName == "StorageGone")
            #expect(try put("EST-0003").errorName == "StorageGone")
            #expect(try estonia.call(Roster.ListExperts.self, .init()).experts?.map(\.id) == ["EST-0001"])
            #expect(daemon.logText.split(separator: "\n").filter { $0.hasPrefix("critical: the database is not where it was") }.count == 1)
            let copy = daemon.folder.file("copy.db")
            #expect(try daemon.connect().call(Service.Backup.self, .init(path: copy)).seq == 1)
            try recover(loss, daemon, copy)
            #expect(try daemon.connect(uid: TestSite.auditor).call(Journal.Verify.self, .init()).entries == 1)
        }
    }

    @Test("it is told also where nothing is changed")
    func idle() throws {
        try RunningDaemon.with { daemon in
            try lose(.deleted, daemon)
            #expect(daemon.waitForLog("critical: the database is not where it was"))
        }
    }

    private func lose(_ loss: Loss, _ daemon: RunningDaemon) throws {
        switch loss {
        case .deleted: #expect(unlink(daemon.database) == 0)
        case .logDeleted: #expect(unlink(daemon.database + "-wal") == 0)
        case .folderMoved: #expect(rename(daemon.state, daemon.folder.file("away")) == 0)
        case .replaced:
            for end in ["", "-wal", "-shm"] {
                #expect(rename(daemon.database + end, daemon.folder.file("before.db" + end)) == 0)
            }
            for end in ["", "-wal"] { try Self.theirs.write(toFile: daemon.database + end, atomically: false, encoding: .utf8) }
        }
    }

    /// A folder that comes back is as good as before; otherwise the copy takes the place.
    private func recover(_ loss: Loss, _ daemon: RunningDaemon, _ copy: String) throws {
        if loss == .folderMoved {
            #expect(rename(daemon.folder.file("away"), daemon.state) == 0)
            let latvia = try daemon.connect(uid: TestSite.contact("LVA"))
            #expect(try latvia.ask(Requests.Cancel.self, .init(id: "REQ-LVA-2026-0001", reason: "x")).errorName == "NoSuchRecord")
            return
        }
        if loss == .replaced {
            #expect(daemon.stop() == 0)
            let left = try String(contentsOfFile: daemon.database + "-wal", encoding: .utf8)
            #expect(left == Self.theirs, "it is not the daemon's to remove")
        } else {
            daemon.kill()
        }
        for end in ["", "-wal", "-shm"] { unlink(daemon.database + end) }
        #expect(rename(copy, daemon.database) == 0)
        try daemon.start()
    }
}
