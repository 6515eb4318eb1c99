import Foundation
import Glibc

/// Lets reads, writes and syncs of some files of a daemon fail, while they are told to: a library that the daemon is started with, in front
/// of the system's own (ld.so(8), LD_PRELOAD).
public final class FaultyDisk: Sendable {
    public enum Operation: String, Sendable {
        case read = "r"
        case write = "w"
        case sync = "s"
    }

    /// Compiled once for all tests of a run.
    private static let library = Result { try compiled() }

    private let folder: String
    private let told: String
    /// What a daemon is started with.
    public let environment: [String: String]

    public init(in folder: TemporaryFolder) throws {
        self.folder = folder.path
        told = folder.file("fault")
        let before = ProgramEnvironment.with()["LD_PRELOAD"].map { ":" + $0 } ?? ""
        environment = ["LD_PRELOAD": try Self.library.get() + before, "FAULT": told]
    }

    /// From now on this fails with that error number, for every file whose path ends so.
    public func fail(_ operation: Operation, of ending: String, with error: Int32) throws {
        try "\(operation.rawValue) \(ending) \(error)".write(toFile: told, atomically: true, encoding: .utf8)
    }

    /// From now on this does not return, for every file whose path ends so.
    public func hang(_ operation: Operation, of ending: String) throws { try fail(operation, of: ending, with: -1) }

    /// Returns once something hangs.
    ///
    /// - Returns: false where nothing has within 20 seconds.
    public func waitUntilItHangs() -> Bool {
        guard let events = try? FolderEvents(folder) else { return false }
        return events.wait { access(told + ".hangs", F_OK) == 0 }
    }

    /// All is well again.
    public func heal() { unlink(told) }

    private static func compiled() throws -> String {
        var template = Array("/tmp/crrtd-fault.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw FixtureError("mkdtemp: \(String(cString: strerror(errno)))") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // Others may run a daemon with it.
        chmod(folder, 0o755)
        try source.write(toFile: folder + "/fault.c", atomically: true, encoding: .utf8)
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/bin/sh")
        // clang comes with Swift; the other one with Debian's libc6-dev, which Swift needs to link.
        let first = "for compiler in clang gcc; do command -v $compiler >/dev/null && exec $compiler \"$@\"; done; exit 1"
        compiler.arguments = [
            "-c", first, "sh", "-shared", "-fPIC", "-O1", "-o", folder + "/fault.so", folder + "/fault.c", "-ldl",
        ]
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { throw FixtureError("no compiler could make a library of fault.c") }
        return folder + "/fault.so"
    }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/syscall.h>
        #include <unistd.h>

        static void hang(void) {
            char name[512];
            snprintf(name, sizeof name, "%s.hangs", getenv("FAULT"));
            close(open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
            for (;;) pause();
        }

        /* The error number that this operation on this file is to fail with; 0: none. With a negative one it does not return. */
        static int fault(char operation, int fd) {
            char text[256] = {0}, link[64], path[512] = {0}, told, ending[128];
            int error, file = open(getenv("FAULT"), O_RDONLY | O_CLOEXEC);
            if (file < 0) return 0;
            long count = syscall(SYS_read, file, text, sizeof text - 1);
            close(file);
            if (count <= 0 || sscanf(text, "%c %127s %d", &told, ending, &error) != 3 || told != operation) return 0;
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            long length = readlink(link, path, sizeof path - 1), end = strlen(ending);
            if (length < end || strcmp(path + length - end, ending) != 0) return 0;
            if (error < 0) hang();
            return error;
        }

        #define FAILING(type, name, declared, passed, operation)        \
            type name declared {                                        \
                static type (*real) declared;                           \
                if (!real) real = dlsym(RTLD_NEXT, #name);              \
                int saved = errno, error = fault(operation, fd);        \
                errno = error ? error : saved;                          \
                return error ? -1 : real passed;                        \
            }

        FAILING(int, fsync, (int fd), (fd), 's')
        FAILING(int, fdatasync, (int fd), (fd), 's')
        FAILING(ssize_t, pwrite64, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at), 'w')
        FAILING(ssize_t, pread64, (int fd, void *data, size_t size, off_t at), (fd, data, size, at), 'r')
        """#
}
