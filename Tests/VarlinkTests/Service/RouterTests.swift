import Synchronization
import Testing
import Varlink

@Suite("The method table")
struct RouterTests {
    private struct Broken: Error {}

    private func router() -> Router {
        var router = Router(vendor: "v", product: "p", version: "1", url: "u") { error, method in
            VarlinkService.InvalidParameter(parameter: method, message: "\(type(of: error))")
        }
        router.add(Depot.interface)
        let onlySeven: @Sendable (any PendingCall) throws -> UInt32 = { call in
            guard call.session.peer.uid == 7 else { throw VarlinkService.PermissionDenied() }
            return call.session.peer.uid
        }
        router.on(Depot.Fetch.self, admit: onlySeven) { parameters, uid, call in
            call.reply(["uid": .integer(Int64(uid)), "got": .object(parameters)])
        }
        router.on(Depot.Follow.self) { _, call in
            call.stream(["n": .integer(1)])
            call.reply(["n": .integer(2)])
        }
        router.on(Depot.Break.self) { _, _ in throw Broken() }
        return router
    }

    private func answers(to method: String, _ parameters: String = "{}", uid: UInt32 = 7, more: Bool = false) -> [String] {
        let call = RecordedCall(method: method, uid: uid, more: more)
        Array(parameters.utf8).withUnsafeBytes { router().dispatch($0, call) }
        return call.answers
    }

    @Test("GetInfo lists what is served, the service interface first")
    func information() {
        #expect(
            answers(to: "org.varlink.service.GetInfo") == [
                #"{"vendor":"v","product":"p","version":"1","url":"u","interfaces":["org.varlink.service","org.example.depot"]}"#
            ])
        #expect(
            answers(to: "org.varlink.service.GetInfo", #"{"x":1}"#).first?
                .hasPrefix(#"org.varlink.service.InvalidParameter {"parameter":"x","message":"#) == true)
    }

    @Test("descriptions are the text of the interface, word for word")
    func descriptions() throws {
        for (name, text) in [("org.example.depot", Depot.text), ("org.varlink.service", VarlinkService.interface.text)] {
            let answer = answers(to: "org.varlink.service.GetInterfaceDescription", "{\"interface\":\"\(name)\"}")
            #expect(try JSONObject(json: try #require(answer.first))["description"] == .string(text))
        }
        #expect(
            answers(to: "org.varlink.service.GetInterfaceDescription", #"{"interface":"a.b"}"#) == [
                #"org.varlink.service.InterfaceNotFound {"interface":"a.b"}"#
            ])
    }

    @Test("the served org.varlink.service is sound, and says what the types beside it say")
    func ownInterface() throws {
        let interface = try InterfaceDescription(parsing: VarlinkService.interface.text)
        #expect(interface.name == VarlinkService.interface.name)
        let served = VarlinkService.interface.methods.map(\.name)
        let errors = [
            VarlinkService.InterfaceNotFound.name, VarlinkService.MethodNotFound.name, VarlinkService.MethodNotImplemented.name,
            VarlinkService.InvalidParameter.name, VarlinkService.PermissionDenied.name, VarlinkService.ExpectedMore.name,
        ]
        #expect(interface.members.map { "org.varlink.service.\($0.name)" } == served + errors)
    }

    @Test(
        "methods without an answer, by what is known of them",
        arguments: [
            ("org.example.depot.Planned", #"org.varlink.service.MethodNotImplemented {"method":"org.example.depot.Planned"}"#),
            ("org.example.depot.Nothing", #"org.varlink.service.MethodNotFound {"method":"org.example.depot.Nothing"}"#),
            ("org.example.other.Fetch", #"org.varlink.service.InterfaceNotFound {"interface":"org.example.other"}"#),
            ("Fetch", #"org.varlink.service.MethodNotFound {"method":"Fetch"}"#),
            ("", #"org.varlink.service.MethodNotFound {"method":""}"#),
        ])
    func unknown(method: String, answer: String) {
        #expect(answers(to: method) == [answer])
    }

    @Test("rights come before fields")
    func admission() {
        #expect(answers(to: "org.example.depot.Fetch", #"{"a":1}"#) == [#"{"uid":7,"got":{"a":1}}"#])
        #expect(answers(to: "org.example.depot.Fetch", #"{"a":"#, uid: 8) == ["org.varlink.service.PermissionDenied {}"])
    }

    @Test("a method that streams only says so, and streams when asked")
    func more() {
        #expect(answers(to: "org.example.depot.Follow") == ["org.varlink.service.ExpectedMore {}"])
        #expect(answers(to: "org.example.depot.Follow", more: true) == [#"{"n":1} …"#, #"{"n":2}"#])
    }

    @Test("an error that is no reply goes through the one place for it")
    func unexpected() {
        #expect(
            answers(to: "org.example.depot.Break") == [
                #"org.varlink.service.InvalidParameter {"parameter":"org.example.depot.Break","message":"Broken"}"#
            ])
    }

    @Test("the routed methods can be compared with the declared ones")
    func methods() {
        #expect(
            router().methods == [
                "org.example.depot.Break", "org.example.depot.Fetch", "org.example.depot.Follow", "org.varlink.service.GetInfo",
                "org.varlink.service.GetInterfaceDescription",
            ])
    }

    @Test("a session remembers, and a peer knows its groups")
    func session() {
        let session = Session(id: 3, peer: Peer(uid: 1, gid: 2, pid: 3, groups: [4]))
        #expect(session.state(of: Desk.self).name == nil)
        session.updateState(of: Desk.self) { $0.name = "duty desk" }
        #expect(session.state(of: Desk.self).name == "duty desk")
        #expect([2, 4, 5].map { session.peer.isMember(of: $0) } == [true, true, false])
    }
}

private struct Desk: SessionState {
    var name: String?
}

/// An interface whose methods take and give any object.
private enum Depot {
    static let text = "interface org.example.depot\n\nmethod Fetch() -> ()\n# ü \"quoted\"\nmethod Planned() -> ()\n"
    static let interface = VarlinkInterface(
        name: "org.example.depot", text: text,
        methods: [Fetch.descriptor, Follow.descriptor, Break.descriptor, MethodDescriptor(name: "org.example.depot.Planned", more: .never)])

    enum Fetch: VarlinkMethod {
        typealias Parameters = JSONObject
        typealias Reply = JSONObject
        static let name = "org.example.depot.Fetch"
        static let more = MoreSupport.never
    }

    enum Follow: VarlinkMethod {
        typealias Parameters = JSONObject
        typealias Reply = JSONObject
        static let name = "org.example.depot.Follow"
        static let more = MoreSupport.required
    }

    enum Break: VarlinkMethod {
        typealias Parameters = JSONObject
        typealias Reply = JSONObject
        static let name = "org.example.depot.Break"
        static let more = MoreSupport.never
    }
}

/// A call without a connection, which keeps its answers.
private final class RecordedCall: PendingCall {
    let method: String
    let session: Session
    let more: Bool
    let oneway = false
    let isWritable = true
    private let kept = Mutex<[String]>([])

    init(method: String, uid: UInt32, more: Bool) {
        self.method = method
        self.more = more
        session = Session(id: 1, peer: Peer(uid: uid, gid: uid, pid: 1, groups: []))
    }

    var answers: [String] { kept.withLock { $0 } }

    func send(_ parameters: [UInt8], continues: Bool) {
        kept.withLock { $0.append(String(decoding: parameters, as: UTF8.self) + (continues ? " …" : "")) }
    }

    func fail(_ name: String, _ parameters: [UInt8]) {
        kept.withLock { $0.append(name + " " + String(decoding: parameters, as: UTF8.self)) }
    }

    func onWritable(_ body: @escaping @Sendable () -> Void) { body() }
    func onClose(_ body: @escaping @Sendable () -> Void) {}
}
