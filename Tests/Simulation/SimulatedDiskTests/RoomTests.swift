import Glibc
import SimulatedDisk
import Testing

@testable import CRRTStore

/// A disk without room, for a while.
@Suite struct RoomTests {
    @Test func nothingIsWrittenAndThenAllIsWell() throws {
        try withDisk { disk in
            let path = disk.file("crrtd.db")
            let store = try Store(path: path)
            try Experts.add(1, to: store)
            #expect(!FileInspection.isDiskFull(at: path))
            disk.fillUp()
            #expect(FileInspection.isDiskFull(at: path))
            for _ in 1...3 {
                #expect { try Experts.add(2, to: store) } throws: { error in
                    guard case WriteFailure.storageFull = error else { return false }
                    return true
                }
            }
            #expect(disk.failures(.write) == 3)
            disk.heal()
            #expect(!FileInspection.isDiskFull(at: path))
            try Experts.add(3, to: store)
            try store.close()
            #expect(try Experts.count(in: path) == 2)
        }
    }

    @Test func whatIsThereCanBeWrittenOver() throws {
        try withDisk { disk in
            for name in ["f", "f-wal"] { disk.write("text", to: name) }
            disk.fillUp()
            let file = open(disk.file("f"), O_RDWR)
            #expect(pwrite(file, "over", 4, 0) == 4)
            #expect(pwrite(file, "longer", 6, 0) == -1 && errno == ENOSPC)
            #expect(posix_fallocate(file, 0, 9) == ENOSPC)
            #expect(ftruncate(file, 2) == 0)
            var room = statvfs()
            #expect(fstatvfs(file, &room) == 0 && room.f_bavail == 0 && room.f_blocks > 0)
            close(file)
            let log = open(disk.file("f-wal"), O_RDWR)
            #expect(pwrite(log, "over", 4, 0) == -1 && errno == ENOSPC)
            close(log)
            #expect(mkdir(disk.file("folder"), 0o700) == -1 && errno == ENOSPC)
            #expect(disk.text("f") == "ov" && disk.text("f-wal") == "text")
        }
    }
}
