import Dispatch
import Foundation
import GRDB
import Glibc
import SimulatedDisk
import Synchronization
import Testing

/// What is a disk's and what is not.
@Suite struct BorderTests {
    private func writes(_ disk: SimulatedDisk) -> Int { disk.count(.write) }

    @Test func twoDisksDoNotSeeEachOther() throws {
        try withDisks { disks in
            let (one, other) = (try disks.disk(), try disks.disk())
            let files = [one, other].map { open($0.file("f"), O_RDWR | O_CREAT, 0o600) }
            one.fail(.write, after: 1, errno: EIO, untilHealed: true)
            #expect(pwrite(files[0], "text", 4, 0) == -1 && pwrite(files[1], "text", 4, 0) == 4)
            one.freeze()
            #expect(!other.isFrozen && pwrite(files[1], "text", 4, 0) == 4)
            #expect(one.count(.write) == 1 && other.count(.write) == 2)
            #expect(rename(other.file("f"), one.file("g")) == -1 && errno == EXDEV)
            #expect(link(other.file("f"), disks.next()) == -1 && errno == EXDEV)
            for file in files { close(file) }
        }
    }

    @Test func filesOutsideAreNotTouched() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.freeze()
            // A folder whose path begins like the disk's.
            let outside = disk.folder + "0"
            #expect(mkdir(outside, 0o700) == 0)
            let file = open(outside + "/f", O_RDWR | O_CREAT, 0o600)
            #expect(write(file, "text", 4) == 4 && fsync(file) == 0 && ftruncate(file, 2) == 0)
            close(file)
            #expect(rename(outside + "/f", outside + "/g") == 0 && unlink(outside + "/g") == 0 && rmdir(outside) == 0)
            #expect(SimulatedDisk.Operation.allCases.allSatisfy { disk.count($0) == 0 })
        }
    }

    @Test func manyPathsLeadToAFile() throws {
        try withDisk { disk in
            disk.write("text", to: "f")
            #expect(mkdir(disk.file("inner"), 0o700) == 0)
            let beside = disk.folder + "-link"
            #expect(symlink(disk.folder, beside) == 0)
            defer { unlink(beside) }
            let folder = open(disk.folder, O_RDONLY)
            defer { close(folder) }
            var expected = writes(disk)
            let name = String(disk.folder.split(separator: "/").last ?? "")
            let paths = [
                disk.folder + "//f", disk.folder + "/./f", disk.folder + "/inner/../f", disk.folder + "/../\(name)/f", beside + "/f",
                "/proc/self/fd/\(folder)/f",
            ]
            for path in paths {
                let file = open(path, O_RDWR)
                #expect(write(file, "t", 1) == 1)
                expected += 1
                #expect(writes(disk) == expected, "\(path)")
                close(file)
            }
            let file = openat(folder, "f", O_WRONLY)
            #expect(write(file, "t", 1) == 1 && writes(disk) == expected + 1)
            close(file)
        }
    }

    @Test func copiesOfADescriptor() throws {
        try withDisk { disk in
            let file = open(disk.file("f"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            let target = open("/dev/null", O_WRONLY)
            let copies = [dup(file), fcntl(file, F_DUPFD_CLOEXEC, 100), dup2(file, target)]
            close(file)
            for copy in copies { #expect(write(copy, "text", 4) == 4) }
            #expect(writes(disk) == 3 && disk.text("f") == "texttexttext")
            // And back: the descriptor is another file's.
            let null = open("/dev/null", O_WRONLY)
            #expect(dup2(null, target) == target && write(target, "text", 4) == 4)
            #expect(writes(disk) == 3)
            for descriptor in copies + [null] { close(descriptor) }
        }
    }

    /// fclose closes without a call that is seen, and the number is another file's.
    @Test func aNumberThatIsUsedAgain() throws {
        try withDisk { disk in
            let file = open(disk.file("f"), O_RDWR | O_CREAT, 0o600)
            let stream = fdopen(file, "r+")
            fclose(stream)
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0)
            disk.freeze()
            #expect(write(ends[1], "text", 4) == 4)
            for end in ends { close(end) }
        }
    }

    @Test func theLibrariesAreSeen() throws {
        try withDisk { disk in
            let url = URL(fileURLWithPath: disk.file("f"))
            try Data("text".utf8).write(to: url, options: .atomic)
            #expect(disk.count(.rename) == 1 && disk.count(.write) == 1 && disk.count(.open) >= 1)
            try FileManager.default.copyItem(atPath: disk.file("f"), toPath: disk.file("g"))
            #expect(disk.text("g") == "text" && disk.count(.write) == 2)
            try FileManager.default.removeItem(atPath: disk.file("f"))
            #expect(disk.count(.unlink) == 1)
            disk.freeze()
            #expect(throws: (any Error).self) { try Data("more".utf8).write(to: url) }
            #expect(throws: DatabaseError.self) {
                try DatabaseQueue(path: disk.file("db")).write { try $0.execute(sql: "CREATE TABLE t (x)") }
            }
        }
    }

    @Test func aDiscardedDiskHasNoFiles() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            let file = open(disk.file("f"), O_RDWR | O_CREAT, 0o600)
            #expect(write(file, "text", 4) == 4 && unlink(disk.file("f")) == 0)
            disk.discard()
            #expect(access(disk.folder, F_OK) != 0 && access(disk.folder + ".kept", F_OK) != 0)
            #expect(write(file, "text", 4) == -1 && errno == EIO)
            #expect(close(file) == 0)
            // The path is free for others.
            #expect(mkdir(disk.folder, 0o700) == 0)
            disk.write("text", to: "f")
            #expect(disk.text("f") == "text")
        }
    }

    @Test func aChildProcessIsNotSimulated() throws {
        try withDisk { disk in
            disk.write("text", to: "f")
            disk.freeze()
            let copy = Process()
            copy.executableURL = URL(fileURLWithPath: "/bin/cp")
            copy.arguments = [disk.file("f"), disk.file("g")]
            try copy.run()
            copy.waitUntilExit()
            #expect(copy.terminationStatus == 0 && access(disk.file("g"), F_OK) == 0)
        }
    }

    /// A child of fork has the descriptors, and perhaps a lock that another thread held.
    @Test func aForkIsNotSimulated() throws {
        try withDisk { disk in
            let file = open(disk.file("f"), O_RDWR | O_CREAT, 0o600)
            disk.freeze()
            let child = fork()
            if child == 0 {
                let isDone = write(file, "text", 4) == 4 && close(file) == 0
                _exit(isDone ? 0 : 1)
            }
            var status: Int32 = -1
            #expect(child > 0 && waitpid(child, &status, 0) == child && status == 0)
            #expect(write(file, "text", 4) == -1 && errno == EIO)
            close(file)
        }
    }

    @Test func manyThreads() throws {
        try withDisk { disk in
            disk.write("", to: "shared")
            DispatchQueue.concurrentPerform(iterations: 8) { thread in
                for round in 0..<50 {
                    let own = "f\(thread)-\(round)"
                    disk.write(String(repeating: "x", count: 100), to: own, syncing: round % 3 == 0)
                    disk.write("\(thread)", to: "shared", at: thread)
                    if round % 5 == 0 { rename(disk.file(own), disk.file("g\(thread)")) } else { unlink(disk.file(own)) }
                    if round % 7 == 0 { disk.syncNames() }
                }
            }
            #expect(disk.text("shared") == "01234567" && disk.names().count == 9)
            #expect(disk.count(.write) == 801 && disk.count(.rename) == 80)
        }
    }

    @Test func errnoIsLeftAlone() throws {
        try withDisk { disk in
            disk.write("text", to: "f")
            errno = ENOTTY
            let file = open(disk.file("f"), O_RDWR)
            pwrite(file, "text", 4, 0)
            fsync(file)
            close(file)
            #expect(errno == ENOTTY)
        }
    }
}
