import Glibc
import Testing
import Varlink

@Suite(.timeLimit(.minutes(15)))
struct VarlinkClientTests {
    typealias Get = Trial.Get

    @Test func callAndReply() throws {
        let listener = try TestListener { peer in
            let call = peer.receive()
            peer.send(#"{"parameters":{"node":{"name":"\#(call == Self.getCall ? "good" : "bad")"}}}"#)
        }
        let client = try VarlinkClient(path: listener.path)
        client.timeout = 10
        #expect(try client.call(Get.self, Get.Parameters(name: "n")).node.name == "good")
    }

    private static let getCall = #"{"method":"org.example.Trial.Get","parameters":{"name":"n"}}"#

    @Test func repliesInPiecesAndTogether() throws {
        let listener = try TestListener { peer in
            _ = peer.receive()
            peer.send(#"{"parameters":{"node":{"name":"pieces"}}}"#, inPieces: true)
            _ = peer.receive()
            peer.send(
                #"{"parameters":{"node":{"name":"1"}},"continues":true}"#, #"{"continues":true}"#, #"{"parameters":{}, "continues":false}"#,
                #"{"parameters":{"node":{"name":"after"}},"error":null,"continues":null}"#)
            _ = peer.receive()
        }
        let client = try VarlinkClient(path: listener.path)
        #expect(try client.call(Get.self, Get.Parameters(name: "n")).node.name == "pieces")
        var names: [String?] = []
        var texts: [String] = []
        try client.stream(Trial.List.self, .init()) { reply, raw in
            names.append(reply.node?.name)
            texts.append(String(decoding: raw, as: UTF8.self))
            return true
        }
        #expect(names == ["1", nil, nil])
        #expect(texts == [#"{"node":{"name":"1"}}"#, "{}", "{}"])
        #expect(try client.call(Get.self, Get.Parameters(name: "n")).node.name == "after")
    }

    @Test func rawCallsAreVerbatim() throws {
        let listener = try TestListener { peer in
            while let call = peer.receive() { peer.send(#"{"parameters": {"echo" : \#(call), "n":1.50}}"#) }
        }
        let client = try VarlinkClient(path: listener.path)
        let reply = try client.callRaw("a.b.C", Array(#"{"x": 1}"#.utf8))
        #expect(String(decoding: reply, as: UTF8.self) == #"{"echo" : {"method":"a.b.C","parameters":{"x": 1}}, "n":1.50}"#)
    }

    @Test func bigMessagesBothWays() throws {
        let big = String(repeating: "é", count: 150_000)
        let echo = try TestListener { peer in
            guard let call = peer.receive() else { return }
            peer.send(#"{"parameters":\#(call)}"#)
        }
        let client = try VarlinkClient(path: echo.path)
        client.timeout = 30
        let reply = try client.callRaw("a.b.C", big.jsonBytes())
        #expect(try JSONObject(json: reply)["parameters"] == .string(big))
    }

    @Test func onewayWaitsForNothing() throws {
        let listener = try TestListener { peer in
            let call = peer.receive() ?? ""
            _ = peer.receive()
            peer.send(#"{"parameters":{"call":\#(call)}}"#)
        }
        let client = try VarlinkClient(path: listener.path)
        try client.oneway(Get.self, Get.Parameters(name: "n"))
        let reply = try client.callRaw("a.b.C", Array("{}".utf8))
        #expect(
            String(decoding: reply, as: UTF8.self)
                == #"{"call":{"method":"org.example.Trial.Get","parameters":{"name":"n"},"oneway":true}}"#)
    }

    @Test func errorsAreTypedAndLeaveTheConnectionUsable() throws {
        let listener = try TestListener { peer in
            _ = peer.receive()
            peer.send(#"{"error":"org.example.Trial.Refused","parameters":{"name":"n","fields":["f"],"message":"no","new":1}}"#)
            _ = peer.receive()
            peer.send(#"{"error":"org.example.Trial.Gone"}"#)
            _ = peer.receive()
            peer.send(#"{"parameters":{"node":{"name":"n","addedLater":[]}}}"#)
        }
        let client = try VarlinkClient(path: listener.path)
        let refused = remoteError { _ = try client.call(Get.self, Get.Parameters(name: "n")) }
        #expect(refused?.as(Trial.Refused.self)?.fields == ["f"])
        #expect(refused?.as(Trial.Gone.self) == nil)
        #expect(refused?.description == "no")
        let gone = remoteError { try client.stream(Trial.List.self, .init()) { _, _ in true } }
        #expect(gone?.as(Trial.Gone.self) == Trial.Gone())
        #expect(gone?.description == "org.example.Trial.Gone")
        #expect(try client.call(Get.self, Get.Parameters(name: "n")).node.name == "n")
    }

    @Test func stoppingAStreamClosesTheConnection() throws {
        struct Stop: Error {}
        let listener = try TestListener(connections: 2) { peer in
            _ = peer.receive()
            peer.send(#"{"continues":true}"#, #"{"continues":true}"#)
            _ = peer.receive()
        }
        let first = try VarlinkClient(path: listener.path)
        var count = 0
        try first.stream(Trial.List.self, .init()) { _, _ in
            count += 1
            return false
        }
        #expect(count == 1)
        expectClosed(first)
        let second = try VarlinkClient(path: listener.path)
        #expect(throws: Stop.self) { try second.stream(Trial.List.self, .init()) { _, _ in throw Stop() } }
        expectClosed(second)
    }

    @Test(arguments: [
        "[]", "{", #"{"parameters":[]}"#, #"{"parameters":{"node":5}}"#, #"{"parameters":{}}"#,
        #"{"parameters":{"node":{"name":"n"}},"continues":1}"#,
        #"{"parameters":{"node":{"name":"n"}},"continues":true}"#, #"{"error":5}"#, #"{"parameters":{},"parameters":{}}"#, "",
    ])
    func whatIsNoReply(text: String) throws {
        let listener = try TestListener { peer in
            _ = peer.receive()
            peer.send(text)
            _ = peer.receive()
        }
        let client = try VarlinkClient(path: listener.path)
        let error = #expect(throws: ClientError.self) { _ = try client.call(Get.self, Get.Parameters(name: "n")) }
        guard case .malformed? = error else {
            Issue.record("\(text): \(String(describing: error))")
            return
        }
        expectClosed(client)
    }

    @Test func aPeerThatGoesAway() throws {
        let listener = try TestListener { peer in
            _ = peer.receive()
            peer.sendFragment(#"{"parameters":{"#)
        }
        let client = try VarlinkClient(path: listener.path)
        #expect(closes { _ = try client.call(Get.self, Get.Parameters(name: "n")) })
        expectClosed(client)
    }

    @Test func aPeerThatIsSilent() throws {
        let listener = try TestListener { peer in
            _ = peer.receive()
            peer.sendFragment(#"{"parameters":{"#)
            _ = peer.receive()
        }
        let client = try VarlinkClient(path: listener.path)
        client.timeout = 0
        let error = #expect(throws: ClientError.self) { _ = try client.call(Get.self, Get.Parameters(name: "n")) }
        guard case .timedOut? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        expectClosed(client)
    }

    /// Bytes that are there already, so that a client which waits only where there are none would read them all, and then the end.
    @Test func aReplyWithoutEndEndsInTime() {
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { close(pair[1]) }
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 50_000)
        #expect(send(pair[1], piece, piece.count, 0) == piece.count)
        shutdown(pair[1], Int32(SHUT_WR))
        let client = VarlinkClient(fileDescriptor: pair[0])
        client.timeout = 0
        let error = #expect(throws: ClientError.self) { _ = try client.call(Get.self, Get.Parameters(name: "n")) }
        guard case .timedOut? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        expectClosed(client)
    }

    @Test func aReplyHasABound() throws {
        let piece = String(repeating: "a", count: 1 << 20)
        let listener = try TestListener { peer in
            _ = peer.receive()
            for _ in 0..<80 where !peer.sendFragment(piece) { return }
        }
        let client = try VarlinkClient(path: listener.path)
        let error = #expect(throws: ClientError.self) { _ = try client.call(Get.self, Get.Parameters(name: "n")) }
        #expect(error.map { "\($0)" }?.hasPrefix("not a reply: a reply of more than 64 MiB") == true)
        expectClosed(client)
    }

    /// A socket pair whose other end is closed would raise SIGPIPE, which ends the process, if the client let it.
    @Test func noSignalWhenNobodyReads() {
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        close(pair[1])
        expectClosed(VarlinkClient(fileDescriptor: pair[0]))
    }

    @Test func aPeerThatDoesNotRead() {
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { close(pair[1]) }
        let client = VarlinkClient(fileDescriptor: pair[0])
        client.timeout = 0
        let error = #expect(throws: ClientError.self) {
            _ = try client.callRaw("a.b.C", String(repeating: "x", count: 8 << 20).jsonBytes())
        }
        guard case .timedOut? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func nobodyThere() {
        let long = "/" + String(repeating: "x", count: 200)
        for (path, code) in [("/nonexistent/socket", ENOENT), ("/tmp", ECONNREFUSED), (long, ENAMETOOLONG)] {
            let error = #expect(throws: ClientError.self) { _ = try VarlinkClient(path: path) }
            guard case .unreachable(path, code)? = error else {
                Issue.record("\(path): \(String(describing: error))")
                continue
            }
        }
    }

    private func expectClosed(_ client: VarlinkClient) {
        #expect(closes { _ = try client.callRaw("a.b.C", Array("{}".utf8)) })
    }

    private func closes(_ body: () throws -> Void) -> Bool {
        do {
            try body()
        } catch ClientError.closed {
            return true
        } catch {}
        return false
    }

    private func remoteError(_ body: () throws -> Void) -> RemoteError? {
        do {
            try body()
        } catch ClientError.remote(let error) {
            return error
        } catch {}
        return nil
    }
}
