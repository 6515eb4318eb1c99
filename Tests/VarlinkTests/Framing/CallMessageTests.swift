import SeededNumbers
import Testing
import Varlink

@Suite("The head of a call")
struct CallMessageTests {
    private func parse(_ text: String) throws(CloseReason) -> CallMessage {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(CloseReason) in try CallMessage(parsing: UnsafeRawBufferPointer(bytes)) }
        }
        return try result.get()
    }

    @Test(
        "absent, null and empty parameters are the same to a method, and false flags are none",
        arguments: [
            #"{"method":"a.B"}"#, #"{"method":"a.B","parameters":null}"#, #"{"parameters":null,"method":"a.B","more":false}"#,
            #" { "method" : "a.B" , "oneway" : false , "upgrade" : false } "#, "\r\n\t{\"method\":\"a.B\"}\n",
            #"{"method":"a.B","io.systemd.sidecar":{"deep":[1,{"x":null}]},"a.b":1}"#,
        ])
    func plain(text: String) throws {
        let call = try parse(text)
        #expect(call.method == "a.B")
        #expect(call.parameters == nil)
        #expect(call.flag == nil)
    }

    @Test("many extensions are passed over, and none may be there twice; an object has no more names than any contract's")
    func manyExtensions() throws {
        func members(_ count: Int) -> String { (0..<count).map { "\"x.\($0)\":0" }.joined(separator: ",") }
        #expect(try parse("{\"method\":\"a.B\",\(members(1000))}").method == "a.B")
        #expect(throws: CloseReason.duplicateName("x.7")) { try parse("{\"method\":\"a.B\",\(members(999)),\"x.7\":0}") }
        #expect(throws: CloseReason.tooManyNames(limit: 1000)) { try parse("{\"method\":\"a.B\",\(members(1001))}") }
    }

    @Test("parameters are the bytes of their object", arguments: ["{}", #"{"a":{"b":[1,2,"}"]}}"#, #"{ "ü" : "\u0000" }"#])
    func parameters(object: String) throws {
        let text = "{\"method\":\"a.B\", \"parameters\" : \(object) ,\"more\":false}"
        let place = try #require(try parse(text).parameters)
        #expect(String(decoding: Array(text.utf8)[place], as: UTF8.self) == object)
    }

    @Test("each flag alone")
    func flags() throws {
        #expect(try parse(#"{"method":"a.B","more":true}"#).flag == .more)
        #expect(try parse(#"{"method":"a.B","oneway":true,"more":false}"#).flag == .oneway)
        #expect(try parse(#"{"upgrade":true,"method":"a.B"}"#).flag == .upgrade)
    }

    @Test(
        "any string is a method here, escapes replaced",
        arguments: ["", "a", "a.B", "\\u0061.B", String(repeating: "a", count: 255)])
    func methods(written: String) throws {
        #expect(try parse("{\"method\":\"\(written)\"}").method == (written.hasPrefix("\\") ? "a.B" : written))
    }

    @Test("names that differ in bytes are two, even where Unicode holds them for equal")
    func bytesCount() throws {
        let composed = "\u{e9}"
        let decomposed = "e\u{301}"
        _ = try parse("{\"method\":\"a.B\",\"parameters\":{\"\(composed)\":1,\"\(decomposed)\":2}}")
        let many = (0..<60).map { "\"n\($0)\":{\"n1\":[{\"n1\":0}]}" }.joined(separator: ",")
        _ = try parse("{\"method\":\"a.B\",\"parameters\":{\(many),\"\(composed)\":1,\"\(decomposed)\":2}}")
    }

    @Test("what closes", arguments: CloseCases.all)
    func closes(bad: CloseCases.Case) {
        let reason = #expect(throws: CloseReason.self) { try parse(bad.message) }
        if let reason { #expect(bad.isReason(reason), "\(reason)") }
    }

    @Test("bytes that are not UTF-8 close")
    func notUTF8() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] {
            let message = Array("{\"method\":\"a.B\",\"parameters\":{\"a\":\"".utf8) + bytes + Array("\"}}".utf8)
            #expect(throws: CloseReason.self) { try message.withUnsafeBytes { try CallMessage(parsing: $0) } }
        }
    }

    @Test("whatever a message is turned into, it is a call or a reason", arguments: [UInt64.random(in: 0...(.max))])
    func damaged(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let good = Array(
            #"{"method":"a.B","parameters":{"ä":[1,-2.5e3,null,{"\u00e9":"\ud83d\ude00"}],"b":true},"more":false,"x.y":{}}"#.utf8)
        var calls = 0
        for _ in 0..<20_000 {
            var message = good
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = message.indices.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<4, using: &random) {
                case 0: message[place] = .random(in: 1...255, using: &random)
                case 1: message.remove(at: place)
                case 2: message.insert(good.randomElement(using: &random)!, at: place)
                default: message.removeSubrange(place...)
                }
                if message.isEmpty { break }
            }
            let call = message.withUnsafeBytes { try? CallMessage(parsing: $0) }
            guard let call else { continue }
            calls += 1
            guard let place = call.parameters else { continue }
            // What is handed on as an object is one.
            #expect(throws: Never.self, "seed \(seed)") { try JSONObject(json: message[place]) }
        }
        #expect(calls > 100, "seed \(seed)")
    }

    @Test("an object has at most a thousand names, at any depth, and a method's name 255 bytes")
    func bounds() throws {
        func wide(_ count: Int) -> String { "{" + (0..<count).map { "\"n\($0)\":0" }.joined(separator: ",") + "}" }
        for text in ["\(wide(1000))", "{\"a\":[\(wide(1000)),\(wide(1000))]}"] {
            _ = try parse("{\"method\":\"a.B\",\"parameters\":\(text)}")
        }
        // What comes behind is not looked at.
        for text in ["\(wide(1001))}", "{\"a\":[\(wide(1)),\(wide(1001))]}}", "\(wide(1001).dropLast()),7"] {
            #expect(throws: CloseReason.tooManyNames(limit: 1000)) { try parse("{\"method\":\"a.B\",\"parameters\":\(text)") }
        }
        #expect(throws: CloseReason.duplicateName("n7")) {
            try parse("{\"method\":\"a.B\",\"parameters\":\(wide(500).dropLast()),\"\\u006e7\":0}}")
        }
        let long = String(repeating: "a", count: 256)
        #expect(throws: CloseReason.methodTooLong(limit: 255)) { try parse("{\"method\":\"\(long)\"}") }
    }

    @Test("what the log quotes of a peer is escaped and cut")
    func logging() {
        let reason = CloseReason.unknownMember("\n" + String(repeating: "x", count: 5000))
        #expect(reason.description.utf8.count < 200)
        #expect(!reason.description.contains("\n"))
    }
}
