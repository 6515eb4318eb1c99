import Testing
import Varlink
import VarlinkServer

/// The rules of the wire, over a real socket. Every case of what closes is in VarlinkTests; here it is seen that a server heeds them.
@Suite("On the wire")
struct WireTests {
    @Test(
        "what closes without a reply, after the replies that are due",
        arguments: [
            "{", "[]", "{}", #"{"method":"a.B","extra":1}"#, #"{"method":"a.B","more":1}"#, #"{"method":"a.B","more":true,"oneway":true}"#,
            #"{"method":"a.B","method":"a.B"}"#, #"{"method":"a.B","parameters":{"a":1,"a":1}}"#, "",
        ])
    func closes(bad: String) throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            client.send(client.echo("before"))
            client.send(bad)
            client.send(client.echo("after"))
            #expect(client.receive() == RawClient.echoed("before"))
            #expect(client.receive() == .end)
            #expect(fixture.log.next()?.contains("connection closed") == true)
        }
    }

    @Test("bytes one by one get the same answers as all at once")
    func byteByByte() throws {
        try ServerFixture.with { fixture in
            let whole = try RawClient(fixture.path)
            let calls = [
                whole.echo("ü"), #"{"method":"org.example.bench.Count","parameters":{"to":3,"size":2},"more":true}"#,
                #"{"method":"org.example.bench.Mark","oneway":true}"#, #"{"method":"org.example.bench.Nothing"}"#,
                #"{"method":"org.example.bench.Echo","parameters":{"txt":"x"}}"#,
                #"{"method":"org.varlink.service.GetInfo","parameters":null}"#,
            ]
            let stream = calls.flatMap(RawClient.framed)
            whole.send(stream)
            whole.endOutput()
            let pieces = try RawClient(fixture.path)
            for byte in stream { pieces.send([byte]) }
            pieces.endOutput()
            let answers = whole.receiveAll()
            #expect(answers.count == 7)
            #expect(pieces.receiveAll() == answers)
        }
    }

    @Test("answers to calls that cannot be served")
    func errors() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            for (call, answer) in [
                (
                    #"{"method":"org.example.bench.Nothing"}"#,
                    #"{"error":"org.varlink.service.MethodNotFound","parameters":{"method":"org.example.bench.Nothing"}}"#
                ),
                (#"{"method":"a.b.C"}"#, #"{"error":"org.varlink.service.InterfaceNotFound","parameters":{"interface":"a.b"}}"#),
                (
                    #"{"method":"org.example.bench.Echo"}"#,
                    #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"text","message":"is required"}}"#
                ),
                (
                    #"{"method":"org.example.bench.Echo","upgrade":true}"#,
                    #"{"error":"org.varlink.service.MethodNotImplemented","parameters":{"method":"org.example.bench.Echo"}}"#
                ),
            ] {
                client.send(call)
                #expect(client.receive() == .message(answer))
            }
            client.send(client.echo("still here"))
            #expect(client.receive() == RawClient.echoed("still here"))
        }
    }

    @Test("oneway gets nothing, not even an error, and is done even if its caller has gone at once")
    func oneway() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            client.send(#"{"method":"org.example.bench.Nothing","oneway":true}"#)
            client.send(#"{"method":"org.example.bench.Echo","oneway":true,"parameters":{"x":1}}"#)
            client.send(#"{"method":"org.example.bench.Mark","oneway":true}"#)
            client.send(client.echo("only this"))
            #expect(client.receive() == RawClient.echoed("only this"))
            #expect(fixture.service.marks.next() == 1)
            for count in 2...20 {
                do {
                    let hasty = try RawClient(fixture.path)
                    hasty.send(#"{"method":"org.example.bench.Mark","oneway":true}"#)
                }
                #expect(fixture.service.marks.next() == count)
            }
        }
    }

    @Test("a peer that has said all still gets its answers, then the end")
    func halfClosed() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            client.send(client.echo("one"))
            client.send(#"{"method":"org.example.bench.Hold","parameters":{"key":"two"}}"#)
            client.send(client.echo("three"))
            client.endOutput()
            let call = try #require(fixture.service.held.next())
            call.reply(.init(key: "two"))
            #expect(
                client.receiveAll() == [
                    #"{"parameters":{"text":"one"}}"#, #"{"parameters":{"key":"two"}}"#, #"{"parameters":{"text":"three"}}"#,
                ])
        }
    }

    @Test("a thousand calls sent ahead are answered in order")
    func pipelined() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            let calls = (0..<1000).flatMap { RawClient.framed(client.echo("call \($0)")) }
            #expect(client.send(calls))
            for number in 0..<1000 { #expect(client.receive() == RawClient.echoed("call \(number)")) }
        }
    }

    @Test("the blocking client against this server: calls, streams, errors")
    func client() throws {
        try ServerFixture.with { fixture in
            let client = try VarlinkClient(path: fixture.path)
            client.timeout = 20
            #expect(try client.call(VarlinkService.GetInfo.self, .init()).interfaces == ["org.varlink.service", "org.example.bench"])
            #expect(try client.call(Bench.Echo.self, .init(text: "a\u{0}\n\"ü")).text == "a\u{0}\n\"ü")
            var numbers: [Int] = []
            try client.stream(Bench.Count.self, .init(to: 500, size: 10)) { reply, _ in
                numbers.append(reply.number)
                return true
            }
            #expect(numbers == Array(1...500))
            #expect(throws: ClientError.self) {
                try client.call(VarlinkService.GetInterfaceDescription.self, .init(interface: "a.b"))
            }
            let text = try client.call(VarlinkService.GetInterfaceDescription.self, .init(interface: "org.example.bench")).description
            #expect(text == Bench.interface.text)
        }
    }
}
