import Glibc
import SimulatedDisk
import Testing

/// What a killed process leaves, and what a power cut leaves of that.
@Suite struct KillTests {
    @Test func everythingIsThereAndNotYetDurable() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            for name in ["changed", "unlinked", "replaced"] { disk.write("old", to: name, syncing: true) }
            disk.syncNames()
            disk.write("new", to: "changed")
            #expect(unlink(disk.file("unlinked")) == 0)
            disk.write("new", to: "part")
            #expect(rename(disk.file("part"), disk.file("replaced")) == 0)
            disk.freeze()

            let killed = try disks.successor(disk, .everything)
            #expect(killed.names() == ["changed", "replaced"])
            #expect(killed.text("changed") == "new" && killed.text("replaced") == "new")
            killed.freeze()
            let cut = try disks.successor(killed, .synced)
            #expect(cut.names() == ["changed", "replaced", "unlinked"])
            for name in cut.names() { #expect(cut.text(name) == "old") }
        }
    }

    @Test func aSyncAfterTheKillMakesDurableWhatCameBeforeIt() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.write("old", to: "f", syncing: true)
            disk.syncNames()
            disk.write("new", to: "f")
            disk.write("new", to: "g")
            disk.freeze()
            let killed = try disks.successor(disk, .everything)
            killed.write("", to: "f", syncing: true)
            killed.write("", to: "g", syncing: true)
            killed.syncNames()
            killed.freeze()
            let cut = try disks.successor(killed, .synced)
            #expect(cut.text("f") == "new" && cut.text("g") == "new")
        }
    }

    @Test func theFrozenDiskChangesNothingMore() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.write("text", to: "f", syncing: true)
            let file = open(disk.file("f"), O_RDWR)
            disk.freeze()
            var byte: UInt8 = 0
            var room = statvfs()
            #expect(pwrite(file, "x", 1, 0) == -1 && errno == EIO)
            #expect(pread(file, &byte, 1, 0) == -1 && errno == EIO)
            #expect(fsync(file) == -1 && errno == EIO)
            #expect(ftruncate(file, 0) == -1 && errno == EIO)
            #expect(open(disk.file("g"), O_RDWR | O_CREAT, 0o600) == -1 && errno == EIO)
            #expect(unlink(disk.file("f")) == -1 && errno == EIO)
            #expect(rename(disk.file("f"), disk.file("g")) == -1 && errno == EIO)
            #expect(link(disk.file("f"), disk.file("g")) == -1 && errno == EIO)
            #expect(mkdir(disk.file("g"), 0o700) == -1 && errno == EIO)
            #expect(statvfs(disk.file("f"), &room) == -1 && errno == EIO)
            #expect(mmap(nil, 1, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED && errno == EIO)
            #expect(close(file) == 0)
            #expect(try disks.successor(disk, .everything).text("f") == "text")
        }
    }
}
