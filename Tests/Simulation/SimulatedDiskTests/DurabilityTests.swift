import Glibc
import SimulatedDisk
import Testing

/// What a power cut takes away, one system call at a time.
@Suite struct DurabilityTests {
    /// What is left where nothing survives but what was synced.
    private func afterCut(_ body: (SimulatedDisk) -> Void, _ check: (SimulatedDisk) -> Void) throws {
        try withDisks { disks in
            let disk = try disks.disk()
            body(disk)
            disk.freeze()
            check(try disks.successor(disk, .synced))
        }
    }

    @Test func aWriteNeedsASync() throws {
        try afterCut {
            $0.write("old text", to: "f", syncing: true)
            $0.syncNames()
            $0.write("new", to: "f")
            $0.write(" and more", to: "f", at: 8)
            #expect($0.text("f") == "new text and more")
        } _: {
            #expect($0.text("f") == "old text")
        }
    }

    @Test func aNewFileNeedsASyncOfItsFolder() throws {
        try afterCut {
            $0.write("text", to: "f", syncing: true)
            #expect($0.names() == ["f"])
        } _: {
            #expect($0.names() == [])
        }
    }

    @Test func aNameIsDurableWithoutTheContent() throws {
        try afterCut {
            $0.write("text", to: "f")
            $0.syncNames()
        } _: {
            #expect($0.text("f") == "")
        }
    }

    @Test func truncationIsUndone() throws {
        try afterCut { disk in
            for name in ["shorter", "longer", "emptied"] { disk.write("text", to: name, syncing: true) }
            disk.syncNames()
            for (name, size) in [("shorter", 1), ("longer", 9)] {
                let file = open(disk.file(name), O_RDWR)
                #expect(ftruncate(file, size) == 0)
                close(file)
            }
            close(open(disk.file("emptied"), O_WRONLY | O_TRUNC))
            #expect(disk.text("shorter") == "t" && disk.text("longer") == "text\0\0\0\0\0" && disk.text("emptied") == "")
        } _: { disk in
            for name in ["longer", "emptied"] { #expect(disk.text(name) == "text") }
        }
    }

    @Test func anUnlinkIsUndone() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            for name in ["open", "closed", "gone"] { disk.write(name, to: name, syncing: true) }
            disk.syncNames()
            #expect(unlink(disk.file("gone")) == 0)
            disk.syncNames()
            let file = open(disk.file("open"), O_RDWR)
            #expect(unlink(disk.file("closed")) == 0 && remove(disk.file("open")) == 0)
            #expect(pwrite(file, "lost", 4, 0) == 4)
            #expect(disk.names() == [])
            disk.freeze()
            close(file)
            let next = try disks.successor(disk, .synced)
            #expect(next.names() == ["closed", "open"] && next.text("open") == "open" && next.text("closed") == "closed")
            #expect(try disks.successor(disk, .everything).names() == [])
        }
    }

    @Test func whatWasKeptForAnUndoneUnlinkGoes() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.write("text", to: "f", syncing: true)
            #expect(unlink(disk.file("f")) == 0)
            #expect(access(disk.folder + ".kept/2", F_OK) == 0)
            disk.syncNames()
            #expect(access(disk.folder + ".kept/2", F_OK) != 0)
        }
    }

    /// A file that stays where it was keeps what is known of it.
    @Test func aNameThatIsNotLostAfterAll() throws {
        try afterCut { disk in
            disk.write("old", to: "f", syncing: true)
            disk.syncNames()
            disk.write("new", to: "f")
            #expect(mkdir(disk.file("folder"), 0o700) == 0)
            #expect(rename(disk.file("f"), disk.file("f")) == 0)
            #expect(rmdir(disk.file("f")) == -1 && errno == ENOTDIR)
            #expect(rename(disk.file("folder"), disk.file("f")) == -1 && errno == ENOTDIR)
            #expect(disk.names() == ["f", "folder"])
            disk.syncNames()
        } _: {
            #expect($0.text("f") == "old")
        }
    }

    @Test func aRenameIsUndone() throws {
        try afterCut {
            $0.write("old", to: "f", syncing: true)
            $0.syncNames()
            $0.write("new", to: "f.part", syncing: true)
            #expect(rename($0.file("f.part"), $0.file("f")) == 0)
            #expect($0.text("f") == "new")
        } _: {
            #expect($0.names() == ["f"] && $0.text("f") == "old")
        }
    }

    @Test func aSyncedRenameStays() throws {
        try afterCut {
            $0.write("old", to: "f", syncing: true)
            $0.write("new", to: "f.part")
            #expect(rename($0.file("f.part"), $0.file("f")) == 0)
            $0.syncNames()
        } _: {
            // The classic mistake: the name is durable, and the content is not.
            #expect($0.names() == ["f"] && $0.text("f") == "")
        }
    }

    @Test func hardLinks() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.write("text", to: "one", syncing: true)
            disk.syncNames()
            #expect(link(disk.file("one"), disk.file("two")) == 0)
            disk.freeze()
            #expect(try disks.successor(disk, .synced).names() == ["one"])
            let next = try disks.successor(disk, .everything)
            #expect(next.names() == ["one", "two"])
            next.write("both", to: "two")
            #expect(next.text("one") == "both")
        }
    }

    @Test func foldersBelow() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            for folder in ["durable", "lost", "removed"] { #expect(mkdir(disk.file(folder), 0o700) == 0) }
            disk.write("text", to: "durable/f", syncing: true)
            disk.syncNames(in: "durable")
            #expect(rmdir(disk.file("lost")) == 0)
            disk.syncNames()
            #expect(rmdir(disk.file("removed")) == 0 && mkdir(disk.file("lost"), 0o700) == 0)
            disk.write("text", to: "lost/f", syncing: true)
            disk.freeze()
            let next = try disks.successor(disk, .synced)
            #expect(next.names() == ["durable", "removed"] && next.text("durable/f") == "text")
            var status = stat()
            #expect(stat(next.file("durable"), &status) == 0 && status.st_mode & 0o777 == 0o700)
            next.write("more", to: "durable/g", syncing: true)
            next.freeze()
            #expect(try disks.successor(next, .synced).names(in: "durable") == ["f"])
        }
    }

    @Test func aMoveBetweenFoldersIsDurableInBothOrNeither() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            for folder in ["a", "b"] { mkdir(disk.file(folder), 0o700) }
            disk.write("text", to: "a/f", syncing: true)
            for folder in ["", "a"] { disk.syncNames(in: folder) }
            #expect(rename(disk.file("a/f"), disk.file("b/g")) == 0)
            let half = try disks.disk(like: disk.folder)
            disk.freeze()
            let next = try disks.successor(disk, .synced)
            #expect(next.text("a/f") == "text" && next.names(in: "b") == [])
            #expect(rename(half.file("b/g"), half.file("a/h")) == 0)
            half.syncNames(in: "b")
            half.freeze()
            let other = try disks.successor(half, .synced)
            #expect(other.text("a/h") == "text" && other.names(in: "b") == [])
        }
    }

    @Test func aSyncThatFailedIsNotMadeGood() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.write("old text", to: "f", syncing: true)
            disk.syncNames()
            let file = open(disk.file("f"), O_RDWR)
            pwrite(file, "new", 3, 0)
            disk.fail(.sync, after: 1, errno: EIO)
            #expect(fsync(file) == -1 && errno == EIO)
            pwrite(file, "more", 4, 4)
            #expect(fdatasync(file) == 0)
            close(file)
            disk.freeze()
            #expect(try disks.successor(disk, .synced).text("f") == "old more")
            let drawn = try Set((1...40 as ClosedRange<UInt64>).map { try #require(try disks.successor(disk, .drawn, seed: $0).text("f")) })
            #expect(drawn == ["old more", "new more"])
        }
    }

    @Test func sharedMemoryIsNeverThereAfterACut() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.write("text", to: "db-shm", syncing: true)
            disk.syncNames()
            disk.freeze()
            #expect(try disks.successor(disk, .synced).names() == [])
            #expect(try disks.successor(disk, .everything).text("db-shm") == "text")
        }
    }
}
