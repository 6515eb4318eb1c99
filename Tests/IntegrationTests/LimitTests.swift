import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// The limits of the wire as a site sets them, on a real daemon. Each one by itself is in VarlinkServerTests.
@Suite("The daemon's limits")
struct LimitTests {
    private static let whoAmI = #"{"method":"io.crrtd.Service.WhoAmI"}"#

    private func with(_ limits: String, _ body: (RunningDaemon) throws -> Void) throws {
        try RunningDaemon.with { daemon in
            try daemon.folder.write("limits: {\(limits)}\n", to: "etc/crrtd.yaml.d/limits.yaml")
            daemon.stop()
            try daemon.start()
            try body(daemon)
        }
    }

    @Test("connections of one user, of all together", .needsOtherUsers)
    func connections() throws {
        try with("connections: 3, connectionsPerUser: 2") { daemon in
            let own = try (0..<2).map { _ in try daemon.connect() }
            for client in own { _ = try client.call(Service.WhoAmI.self, .init()) }
            #expect(try RawConnection(daemon.socket).isClosed)
            let duty = try daemon.connect(uid: TestSite.duty)
            #expect(try duty.call(Service.WhoAmI.self, .init()).roles == ["duty"])
            let fourth = try daemon.connect(uid: TestSite.authority)
            #expect(throws: ClientError.self) { try fourth.call(Service.WhoAmI.self, .init()) }
            #expect(try own[0].call(Service.WhoAmI.self, .init()).uid == Int(geteuid()))
            #expect(daemon.logText.contains("2 connections of this user are open already"))
        }
    }

    @Test("a message that is too long, too deep, or does not end; and one that idles")
    func messages() throws {
        try with("messageBytes: 4096, messageSeconds: 1") { daemon in
            let idle = try daemon.connect()
            _ = try idle.call(Service.WhoAmI.self, .init())
            let long = try RawConnection(daemon.socket)
            long.send(Self.whoAmI + String(repeating: " ", count: 5000))
            #expect(long.isClosed)
            for (depth, closes) in [(62, false), (64, true)] {
                let deep = try RawConnection(daemon.socket)
                let value = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
                deep.send(#"{"method":"io.crrtd.Service.WhoAmI","parameters":{"x":\#(value)}}"#)
                if closes { #expect(deep.isClosed) } else { #expect(deep.receive()?.isEmpty == false) }
            }
            let slow = try RawConnection(daemon.socket)
            slow.send(#"{"method":"#, ended: false)
            #expect(slow.isClosed)
            #expect(daemon.logText.contains("begun and not ended within"))
            // That second does not concern a client that has sent everything.
            _ = try idle.call(Service.WhoAmI.self, .init())
        }
    }

    @Test("what is more than the contract takes is refused at once, and shortly, while others are answered")
    func contract() throws {
        try SmallWorld.with { world in
            let albania = try world.contact("ALB")
            func submit(_ field: String, _ value: String) throws -> RemoteError? {
                let terms = String(decoding: SmallWorld.terms(from: 0, days: 2).jsonBytes(), as: UTF8.self).dropLast()
                let request = terms.replacing(#""releasableTo":["NATO"]"#, with: #""sector":"x""#) + ",\"\(field)\":\(value)}"
                let error = #expect(throws: ClientError.self) {
                    try albania.callRaw(Requests.Submit.name, Array("{\"request\":\(request)}".utf8))
                }
                guard case .remote(let remote)? = error else { return nil }
                #expect(remote.parameters.jsonBytes().count < 2048)
                return remote
            }
            let names = "[" + (0..<150_000).map { "\"N\($0)\"" }.joined(separator: ",") + "]"
            let words = "[" + Array(repeating: "\"abcde\"", count: 1_800_000).joined(separator: ",") + "]"
            let word = "[\"" + String(repeating: "x", count: 4 << 20) + "\"]"
            for (field, value, place) in [
                ("releasableTo", names, "request.releasableTo"), ("effects", words, "request.effects"),
                ("releasableTo", word, "request.releasableTo[0]"),
            ] {
                #expect(try submit(field, value)?.as(VarlinkService.InvalidParameter.self)?.parameter == place)
            }
            // The same where the limit is kept and the word means nothing.
            let unknown = try submit("releasableTo", "[\"" + String(repeating: "x", count: 200) + "\"]")
            #expect(unknown?.as(Service.InvalidRecord.self)?.reason.contains(String(repeating: "x", count: 100) + "…'") == true)
            #expect(try world.duty.call(Requests.List.self, .init()).requests?.count == 1)
        }
    }

    @Test("a reader who does not read costs no more than their queue, and no other caller waits")
    func deaf() throws {
        try with("replyQueueBytes: 65536") { daemon in
            let deaf = try RawConnection(daemon.socket)
            let call = #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"io.crrtd.Roster"}}"#
            deaf.send(Array(repeating: call, count: 400).joined(separator: "\0"))
            for _ in 0..<50 { _ = try daemon.connect().call(Service.WhoAmI.self, .init()) }
            // When the client reads, all of it is there.
            var ends = 0
            while ends < 400, let bytes = deaf.receive(), !bytes.isEmpty { ends += bytes.count { $0 == 0 } }
            #expect(ends == 400)
        }
    }

    @Test("it takes the file descriptors that its limits ask for, and where there are fewer it says so and admits fewer")
    func openFiles() throws {
        let few = ["/usr/bin/prlimit", "--nofile=64:8192"]
        try RunningDaemon.with(through: few) { daemon in
            let limits = try String(contentsOfFile: "/proc/\(daemon.processIdentifier)/limits", encoding: .utf8)
            let line = limits.split(separator: "\n").first { $0.hasPrefix("Max open files") }
            let soft = line?.split(separator: " ").compactMap { Int($0) }.first
            #expect((soft ?? 0) >= 4196, "\(line ?? "")")
        }
        try RunningDaemon.with(through: ["/usr/bin/prlimit", "--nofile=110:110"]) { daemon in
            #expect(daemon.logText.contains("fewer connections than configured"))
            let clients = try (0..<10).map { _ in try daemon.connect() }
            for client in clients { _ = try client.call(Service.WhoAmI.self, .init()) }
            #expect(try RawConnection(daemon.socket).isClosed)
            #expect(try clients[0].call(Service.WhoAmI.self, .init()).uid == Int(geteuid()))
        }
    }
}
