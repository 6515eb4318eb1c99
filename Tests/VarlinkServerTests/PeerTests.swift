import Glibc
import Testing
import Varlink
import VarlinkServer

@Suite("Who is calling")
struct PeerTests {
    @Test("the kernel's word on this process")
    func thisProcess() throws {
        try ServerFixture.with { fixture in
            let client = try VarlinkClient(path: fixture.path)
            client.timeout = 20
            let who = try client.call(Bench.Who.self, .init())
            #expect(who.uid == Int(geteuid()))
            #expect(who.gid == Int(getegid()))
            #expect(who.pid == Int(getpid()))
            let count = getgroups(0, nil)
            var groups = [gid_t](repeating: 0, count: Int(max(count, 0)))
            _ = getgroups(count, &groups)
            #expect(who.groups.sorted() == groups.map { Int($0) }.sorted())
        }
    }

    @Test(
        "another user with many groups", .enabled(if: geteuid() == 0, "needs root to become somebody else"),
        arguments: [0, 3, 64, 65, 3000])
    func anotherUser(groups: Int) throws {
        try ServerFixture.with { fixture in
            let numbers = (0..<groups).map { 20_000 + $0 }
            // In a process of its own: the user of this one belongs to every test that runs beside.
            let script = """
                use Socket; socket(my $s, AF_UNIX, SOCK_STREAM, 0) or die; $) = "4242 \(numbers.isEmpty ? "4242" : numbers.map(String.init).joined(separator: " "))";
                $> = 4711; connect($s, sockaddr_un("\(fixture.path)")) or die "connect: $!";
                syswrite($s, "{\\"method\\":\\"org.example.bench.Who\\"}\\0"); my $r = ""; while ($r !~ /\\0/) { sysread($s, $r, 65536, length $r) or die }
                print $r;
                """
            let reply = try output(of: ["/usr/bin/perl", "-e", script])
            let object = try JSONObject(json: String(reply.dropLast()))
            guard case .object(let who) = object["parameters"] else {
                Issue.record("\(reply)")
                return
            }
            #expect(who["uid"] == .integer(4711))
            #expect(who["gid"] == .integer(4242))
            guard case .array(let found) = who["groups"] else {
                Issue.record("\(reply)")
                return
            }
            #expect(found == (numbers.isEmpty ? [.integer(4242)] : numbers.map { .integer(Int64($0)) }))
        }
    }

    /// What a program prints.
    private func output(of command: [String]) throws -> String {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw RawClient.Unreachable(errno: errno) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        defer { posix_spawn_file_actions_destroy(&actions) }
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, command[0], &actions, nil, &arguments, environ)
        close(ends[1])
        defer { close(ends[0]) }
        guard failure == 0 else { throw RawClient.Unreachable(errno: failure) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = read(ends[0], &chunk, chunk.count), count > 0 { text += chunk[..<count] }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return String(decoding: text, as: UTF8.self)
    }
}
