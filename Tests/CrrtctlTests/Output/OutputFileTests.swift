import CRRTTestSupport
import Foundation
import Glibc
import Testing

@testable import crrtctl

/// What stands at a path decides how a file gets there.
@Suite struct OutputFileTests {
    private static func kind(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    private static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private static func names(_ folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func regularFilesAreReplacedAsAWhole() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("report")
            try folder.write("old", to: "report")
            try folder.write("another's", to: "report.new")
            let old = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            try OutputFile.replace(path, Array("new".utf8))
            #expect(try Self.text(path) == "new")
            #expect(try old.readToEnd() == Data("old".utf8), "who reads the old one reads it to its end")
            #expect(try Self.text(folder.file("report.new")) == "another's")
            #expect(try Self.names(folder) == ["report", "report.new"])
            #expect(throws: Failure.self) { try OutputFile.replace(path) { (_) throws(Failure) in throw .usage("no") } }
            #expect(try Self.text(path) == "new" && Self.names(folder).count == 2)
        }
    }

    @Test func theModeIsThatOfTheCaller() throws {
        try TemporaryFolder.with { folder in
            func mode(_ path: String) -> mode_t {
                var status = stat()
                return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
            }
            let path = folder.file("metrics")
            try OutputFile.replace(path, [1], mode: 0o640)
            #expect(mode(path) == 0o640)
            try OutputFile.replace(path, [2])
            #expect(mode(path) == 0o600)
            let device = mode("/dev/null")
            try OutputFile.replace("/dev/null", [3], mode: 0o640)
            #expect(mode("/dev/null") == device)
        }
    }

    @Test func newFilesAreNew() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("journal")
            try OutputFile.create(path, [1])
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600 && status.st_nlink == 1)
            #expect(throws: Failure(.failed, "\(path): File exists")) { try OutputFile.create(path, [2]) }
            // Another program is faster.
            let raced = folder.file("raced")
            #expect(throws: Failure(.failed, "\(raced): File exists")) {
                try OutputFile.create(raced) { (file) throws(Failure) in
                    try file.write([3])
                    try? folder.write("theirs", to: "raced")
                }
            }
            #expect(try Self.text(raced) == "theirs")
            #expect(symlink(folder.file("nothing"), folder.file("dangling")) == 0)
            #expect(throws: Failure.self) { try OutputFile.create(folder.file("dangling"), [4]) }
            #expect(try Self.names(folder) == ["dangling", "journal", "raced"])
        }
    }

    @Test func linksAreFollowed() throws {
        try TemporaryFolder.with { folder in
            let (path, link) = (folder.file("target"), folder.file("link"))
            try folder.write("a longer text", to: "target")
            #expect(symlink("target", link) == 0)
            let old = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            try OutputFile.replace(link, Array("new".utf8))
            #expect(try Self.text(path) == "new" && Self.kind(link) == S_IFLNK)
            #expect(try old.readToEnd() == Data("a longer text".utf8), "who reads the old one reads it to its end")
            #expect(throws: Failure.self) {
                try OutputFile.replace(link) { (file) throws(Failure) in
                    try file.write([1])
                    throw .usage("no")
                }
            }
            #expect(try Self.text(path) == "new" && Self.names(folder) == ["link", "target"])
            #expect(throws: Failure.self) { try OutputFile.create(link, [1]) }
            #expect(try Self.text(path) == "new")
        }
    }

    /// A link may lead over others to another folder, to no file yet, round in a circle, or to a descriptor of the program.
    @Test func whereLinksLead() throws {
        try TemporaryFolder.with { folder in
            try folder.write("", to: "sub/other")
            #expect(symlink("sub/second", folder.file("first")) == 0)
            #expect(symlink("../third", folder.file("sub/second")) == 0)
            #expect(try OutputFile.replace(folder.file("first"), fill: filling("new")) == folder.file("sub/../third"))
            #expect(try Self.text(folder.file("third")) == "new" && Self.kind(folder.file("sub/second")) == S_IFLNK)
            #expect(symlink("circle", folder.file("circle")) == 0)
            #expect(throws: Failure(.failed, "\(folder.file("circle")): Too many levels of symbolic links")) {
                try OutputFile.replace(folder.file("circle"), [1])
            }
            let descriptor = open(folder.file("log"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            defer { close(descriptor) }
            #expect(symlink("/dev/fd/\(descriptor)", folder.file("named")) == 0)
            for _ in 0..<2 { try OutputFile.replace(folder.file("named"), Array("line\n".utf8)) }
            #expect(try Self.text(folder.file("log")) == "line\nline\n")
        }
    }

    private func filling(_ text: String) -> (OutputFile) throws(Failure) -> OutputFile.Place {
        { (file) throws(Failure) in
            try file.write(Array(text.utf8))
            return .path
        }
    }

    /// What must not take the place of another file gets the first free name.
    @Test(arguments: [
        ("report.txt", ["report.txt", "report.unconfirmed.txt", "report.unconfirmed-2.txt"]),
        ("report", ["report", "report.unconfirmed", "report.unconfirmed-2"]),
        (".a.b.html", [".a.b.html", ".a.b.unconfirmed.html", ".a.b.unconfirmed-2.html"]),
        (".report", [".report", ".report.unconfirmed", ".report.unconfirmed-2"]),
    ])
    func freeNames(name: String, wanted: [String]) throws {
        try TemporaryFolder.with { folder in
            for (number, expected) in wanted.enumerated() {
                let path = try OutputFile.replace(folder.file(name)) { (file) throws(Failure) in
                    try file.write([UInt8(number)])
                    return .free("unconfirmed")
                }
                #expect(path == folder.file(expected))
            }
            for (number, expected) in wanted.enumerated() { #expect(try Self.text(folder.file(expected)).utf8.first == UInt8(number)) }
            #expect(try Self.names(folder) == wanted.sorted())
        }
    }

    @Test func aFIFOIsWrittenInto() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("fifo")
            #expect(mkfifo(path, 0o600) == 0)
            // Open for both: neither end waits for the other.
            let reader = open(path, O_RDWR | O_CLOEXEC)
            defer { close(reader) }
            try OutputFile.replace(path, Array("one ".utf8))
            try OutputFile.create(path, Array("two".utf8))
            var bytes = [UInt8](repeating: 0, count: 100)
            let count = read(reader, &bytes, bytes.count)
            #expect(String(decoding: bytes[..<max(count, 0)], as: UTF8.self) == "one two" && Self.kind(path) == S_IFIFO)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "needs root to make a device")) func aDeviceIsWrittenInto() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("null")
            // The numbers of /dev/null.
            guard mknod(path, S_IFCHR | 0o600, dev_t(0x103)) == 0 else { return }
            try OutputFile.replace(path, [1])
            try OutputFile.create(path, [1])
            #expect(Self.kind(path) == S_IFCHR)
            #expect(try Self.names(folder) == ["null"])
        }
    }

    @Test func aSocketIsWrittenInto() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s")
            try ScriptedServer.with(path, reply: "{}") { server in
                try OutputFile.replace(path, Array("report\0".utf8))
                #expect(Self.kind(path) == S_IFSOCK)
                server.wait(for: "report")
            }
        }
    }

    @Test func aDescriptorUnderItsName() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("log")
            try folder.write("first\n", to: "log")
            // As a shell's '>>' opens it.
            let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
            defer { close(descriptor) }
            try OutputFile.replace("/dev/fd/\(descriptor)", Array("second\n".utf8))
            try OutputFile.create("/proc/self/fd/\(descriptor)", Array("third\n".utf8))
            #expect(try Self.text(path) == "first\nsecond\nthird\n")
            #expect(throws: Failure.self) { try OutputFile.replace("/dev/fd/999", [1]) }
        }
    }

    @Test func whatCannotBeWrittenIsAnError() throws {
        #expect(throws: Failure(.failed, "/dev/full: No space left on device")) { try OutputFile.replace("/dev/full", [1]) }
        #expect(throws: Failure(.failed, "/none/x: No such file or directory")) { try OutputFile.create("/none/x", [1]) }
        try TemporaryFolder.with { folder in
            #expect(throws: Failure.self) { try OutputFile.replace(folder.path, [1]) }
            #expect(Self.kind(folder.path) == S_IFDIR)
        }
    }
}
