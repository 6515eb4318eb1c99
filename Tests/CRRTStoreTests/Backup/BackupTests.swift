import CRRTDomain
import Dispatch
import Foundation
import GRDB
import Glibc
import JournalProof
import Testing

@testable import CRRTStore

@Suite struct BackupTests {
    @Test func copyOpensAndHoldsAll() throws {
        try withStore { store in
            var history = RandomHistory(seed: 7)
            try history.live(60, in: store)
            let path = store.path + ".copy"
            let seq = try store.backup(to: path)
            #expect(try seq == store.read { try $0.seq() })
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
            let copy = try Store(path: path)
            #expect(try copy.rows() == store.rows())
            try copy.append(.expert(Sample.expert("EST-NEW")))
            try copy.close()
        }
    }

    /// Others go on writing; the copy is of one moment.
    @Test func whileOthersWrite() throws {
        try withStore { store in
            let done = DispatchSemaphore(value: 0)
            for number in 1...500 {
                let draft = JournalDraft(by: "x", .expertPut, "x", [.expert(try Sample.expert("EST-\(number)"))])
                store.write({ try $0.append(draft, at: Sample.now) }) { _ in if number == 500 { done.signal() } }
            }
            let path = store.path + ".copy"
            let seq = try store.backup(to: path)
            done.wait()
            let copy = try Store(path: path)
            #expect(try copy.verifyJournal().entries == seq)
            #expect(try copy.read { try $0.counts() }.experts == seq)
            try copy.close()
            #expect(try store.verifyJournal().entries == 500)
        }
    }

    @Test func anExistingFileIsNotTouched() throws {
        try withStore { store in
            let path = store.path + ".copy"
            try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: StoreError.self) { try store.backup(to: path) }
            #expect(bytes(path) == Array("mine".utf8))
            #expect(throws: StoreError.self) { try store.backup(to: store.path) }
            #expect(throws: StoreError.self) { try store.backup(to: store.path + "/none/copy") }
        }
    }

    /// What does not hold is no backup: it is told, and no file stays behind that looks like one.
    @Test func aBrokenJournalIsNotBackedUp() throws {
        try withStore { store in
            for number in 1...5 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            try store.raw { try $0.execute(sql: "DROP TRIGGER journal_is_not_changed; UPDATE journal SET principal = 'me' WHERE seq = 3") }
            let error = #expect(throws: StoreError.self) { try store.backup(to: store.path + ".copy") }
            let text = error.map { "\($0)" } ?? ""
            #expect(text.contains("entry 3") && text.contains("was not written"), "\(text)")
            #expect(!FileManager.default.fileExists(atPath: store.path + ".copy"))
        }
    }

    /// SQLite's own words for it are "not an error".
    @Test(.enabled(if: SmallDisk.isPossible, "a small disk cannot be mounted here")) func aFullDiskIsToldAsSuch() throws {
        try withFolder { folder in
            let disk = try #require(SmallDisk(at: folder))
            defer { disk.remove() }
            try withStore { store in
                for number in 1...5 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
                disk.fill(folder + "/ballast")
                let error = #expect(throws: StoreError.self) { try store.backup(to: folder + "/copy") }
                #expect(error.map { "\($0)" } == "cannot open \(folder)/copy: the disk is full; make room and repeat")
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["ballast"])
            }
        }
    }

    /// Its name is the word that it was checked: whatever ends the daemon before leaves none.
    @Test func aBackupThatIsBrokenOffLeavesNothing() throws {
        try withStore { store in
            for number in 1...5 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            store.cancelLongOperations()
            let error = #expect(throws: StoreError.self) { try store.backup(to: store.path + ".copy") }
            #expect(error.map { "\($0)" }?.contains("nothing was written") == true)
            let folder = String(store.path.dropLast("/crrtd.db".count))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.contains("copy") })
        }
    }

    /// What a killed daemon has left goes, and is in the way of none; what is called otherwise is another's.
    @Test func whatAKilledOneHasLeftGoes() throws {
        try withStore { store in
            let folder = String(store.path.dropLast("/crrtd.db".count))
            let left = ["crrtd.db.copy.part-4194999-1", "other.db.part-4194999-77", "other.db.part-4194999-77-journal"]
            let others = ["crrtd.db.copy.part", "mine.part-4194999", "mine.part-1-x", "their.db.part-\(getppid())-5"]
            for name in left + others { #expect(FileManager.default.createFile(atPath: folder + "/" + name, contents: Data("x".utf8))) }
            try store.append(.expert(Sample.expert("EST-1")))
            #expect(try store.backup(to: store.path + ".copy") == 1)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
            #expect(names.sorted() == (others + ["crrtd.db", "crrtd.db.copy"]).sorted())
        }
    }

    @Test func whatIsNotSignedAsItShouldBeIsNoBackup() throws {
        try withStore { store in
            for number in 1...5 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            #expect(throws: StoreError.self) {
                try store.backup(to: store.path + ".copy", keys: [SigningKey().verifyingKey], signedThrough: 5)
            }
            #expect(!FileManager.default.fileExists(atPath: store.path + ".copy"))
        }
    }
}
