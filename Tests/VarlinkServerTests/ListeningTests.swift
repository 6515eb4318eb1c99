import Glibc
import Testing
import Varlink
import VarlinkServer

@Suite("Listening and closing")
struct ListeningTests {
    private func mode(of path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : nil
    }

    @Test(
        "the mode is the one asked for, whatever the umask, and the file goes when the server does",
        arguments: [0o600, 0o660, 0o666] as [mode_t])
    func mode(asked: mode_t) throws {
        try ServerFixture.withFolder { folder in
            try ServerFixture.withGroup { group in
                let fixture = ServerFixture(folder: folder, group: group)
                try fixture.server.bind(path: fixture.path, mode: asked)
                #expect(mode(of: fixture.path) == S_IFSOCK | asked)
                fixture.server.closeBlocking()
                #expect(mode(of: fixture.path) == nil)
            }
        }
    }

    @Test("a socket without a listener is replaced, one that answers is not")
    func stale() throws {
        try ServerFixture.withFolder { folder in
            try ServerFixture.withGroup { group in
                let stale = try listeningSocket(folder + "/socket")
                close(stale)
                let first = ServerFixture(folder: folder, group: group)
                try first.server.bind(path: first.path, mode: 0o600)
                let second = ServerFixture(folder: folder, group: group)
                #expect(throws: ServerError.inUse(path: first.path)) { try second.server.bind(path: first.path, mode: 0o600) }
                let client = try RawClient(first.path)
                client.send(client.echo("x"))
                #expect(client.receive() == RawClient.echoed("x"))
                second.server.closeBlocking()
                #expect(mode(of: first.path) != nil)
                first.server.closeBlocking()
            }
        }
    }

    @Test("what is no socket is left alone")
    func notASocket() throws {
        try ServerFixture.withFolder { folder in
            try ServerFixture.withGroup { group in
                let fixture = ServerFixture(folder: folder, group: group)
                close(open(fixture.path, O_CREAT | O_WRONLY, 0o600))
                #expect(throws: ServerError.notASocket(path: fixture.path)) { try fixture.server.bind(path: fixture.path, mode: 0o600) }
                #expect(mode(of: fixture.path).map { $0 & S_IFMT } == S_IFREG)
            }
        }
    }

    @Test("a file that another process has put in place of the socket is not removed")
    func replaced() throws {
        try ServerFixture.withFolder { folder in
            try ServerFixture.withGroup { group in
                let fixture = ServerFixture(folder: folder, group: group)
                try fixture.server.bind(path: fixture.path, mode: 0o600)
                unlink(fixture.path)
                close(open(fixture.path, O_CREAT | O_WRONLY, 0o600))
                fixture.server.closeBlocking()
                #expect(mode(of: fixture.path) != nil)
            }
        }
    }

    @Test("a path may have 103 bytes")
    func longPath() throws {
        try ServerFixture.withFolder { folder in
            try ServerFixture.withGroup { group in
                let fixture = ServerFixture(folder: folder, group: group)
                defer { fixture.server.closeBlocking() }
                let longest = folder + "/" + String(repeating: "x", count: 102 - folder.utf8.count)
                try fixture.server.bind(path: longest, mode: 0o600)
                #expect(mode(of: longest) != nil)
                #expect(throws: ServerError.pathTooLong(longest + "x", limit: 103)) {
                    try fixture.server.bind(path: longest + "x", mode: 0o600)
                }
                #expect("\(ServerError.pathTooLong(longest + "x", limit: 103))".contains("104 bytes, at most 103"))
            }
        }
    }

    @Test("a folder that is not there is named")
    func noFolder() throws {
        try ServerFixture.withGroup { group in
            let fixture = ServerFixture(folder: "/tmp/varlink-nowhere", group: group)
            let error = #expect(throws: ServerError.self) { try fixture.server.bind(path: fixture.path, mode: 0o600) }
            #expect("\(error!)".contains("/tmp/varlink-nowhere/"))
        }
    }

    @Test("an inherited socket is served and its file left to its owner; anything else is refused")
    func inherited() throws {
        try ServerFixture.withFolder { folder in
            try ServerFixture.withGroup { group in
                let fixture = ServerFixture(folder: folder, group: group)
                try fixture.server.adopt(fileDescriptor: try listeningSocket(fixture.path))
                let client = try RawClient(fixture.path)
                client.send(client.echo("x"))
                #expect(client.receive() == RawClient.echoed("x"))
                let file = open("/dev/null", O_RDONLY)
                defer { close(file) }
                #expect(throws: ServerError.notListening(fileDescriptor: file)) { try fixture.server.adopt(fileDescriptor: file) }
                fixture.server.closeBlocking()
                #expect(mode(of: fixture.path) != nil)
            }
        }
    }

    @Test("closing accepts no more, lets a call in progress be answered, and ends every connection")
    func closing() throws {
        try ServerFixture.withFolder { folder in
            try ServerFixture.withGroup { group in
                let fixture = ServerFixture(folder: folder, group: group)
                try fixture.server.bind(path: fixture.path, mode: 0o600)
                let idle = try RawClient(fixture.path)
                idle.send(idle.echo("x"))
                #expect(idle.receive() == RawClient.echoed("x"))
                let busy = try RawClient(fixture.path)
                busy.send(#"{"method":"org.example.bench.Hold","parameters":{"key":"k"}}"#)
                busy.send(busy.echo("behind it"))
                let call = try #require(fixture.service.held.next())
                let closed = Mailbox<Bool>()
                let server = fixture.server
                detach {
                    server.closeBlocking()
                    closed.put(true)
                }
                #expect(idle.receive() == .end)
                #expect(throws: RawClient.Unreachable.self) { try RawClient(fixture.path) }
                #expect(closed.waiting.isEmpty)
                call.reply(.init(key: "k"))
                #expect(busy.receive() == .message(#"{"parameters":{"key":"k"}}"#))
                #expect(busy.receive() == .end)
                #expect(closed.next() == true)
                #expect(throws: ServerError.closed) { try server.bind(path: fixture.path, mode: 0o600) }
            }
        }
    }

    @Test("a call that is not answered in the time for it does not hold up the end")
    func impatient() throws {
        var limits = ServerLimits()
        limits.drainTimeout = .milliseconds(100)
        try ServerFixture.with(limits) { fixture in
            let client = try RawClient(fixture.path)
            client.send(#"{"method":"org.example.bench.Hold","parameters":{"key":"k"}}"#)
            let call = try #require(fixture.service.held.next())
            fixture.server.closeBlocking()
            #expect(client.receive() == .end)
            #expect(fixture.service.departures.next() == "k")
            call.reply(.init(key: "k"))
        }
    }

    @Test("a file descriptor sent along is refused, where the kernel can")
    func descriptors() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            let failure = client.send(Array(client.echo("x").utf8) + [0], with: STDERR_FILENO)
            // Linux 6.16 refuses it; before, the message arrives and the descriptor is dropped.
            #expect(failure == EPERM || failure == nil)
            if failure != nil { client.send(client.echo("x")) }
            #expect(client.receive() == RawClient.echoed("x"))
        }
    }

    private func listeningSocket(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard bound == 0, listen(descriptor, 8) == 0 else { throw RawClient.Unreachable(errno: errno) }
        return descriptor
    }
}
