import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// One nation's contact point before another's records, over the socket. NonInterferenceTests has every method and role, in process.
@Suite("Visibility", .needsOtherUsers)
struct VisibilityTests {
    @Test("what is not theirs and what does not exist get the same answer")
    func hiddenIsAbsent() throws {
        try SmallWorld.with { world in
            let tasking = try world.proposedTasking()
            let latvia = try world.contact("LVA")
            func same<M: VarlinkMethod>(_ method: M.Type, _ hidden: String, _ absent: String, _ ask: (String) -> M.Parameters) throws {
                let (one, other) = (try latvia.ask(method, ask(hidden)).error, try latvia.ask(method, ask(absent)).error)
                #expect(one != nil && one?.name == other?.name, "\(M.name)")
                let text = try #require(one).parameters.jsonString().split(separator: hidden).joined(separator: absent)
                #expect(text == other?.parameters.jsonString(), "\(M.name)")
            }
            let (request, noRequest, noTasking) = (world.request, "REQ-ALB-2020-0404", "TSK-ALB-2020-0404-1")
            try same(Roster.GetExpert.self, "EST-0001", "EST-0404") { .init(id: $0) }
            try same(Roster.SetOffer.self, "EST-0001", "EST-0404") { .init(kind: .expert, id: $0, event: .withdraw) }
            try same(Requests.Get.self, request, noRequest) { .init(id: $0) }
            try same(Requests.Cancel.self, request, noRequest) { .init(id: $0, reason: "no", ifRevision: 77) }
            try same(Requests.Explain.self, request, noRequest) { .init(id: $0, expert: "EST-0001") }
            try same(Taskings.Get.self, tasking.id, noTasking) { .init(id: $0) }
            try same(Taskings.Recall.self, tasking.id, noTasking) { .init(id: $0, nation: "LVA", reason: "no") }
            try same(Consents.Grant.self, tasking.id, noTasking) { .init(tasking: $0, nation: "LVA", kind: .contribute) }
            #expect(try latvia.call(Requests.List.self, .init()).requests == [])
            #expect(try latvia.call(Taskings.List.self, .init(request: request)).taskings == [])
            #expect(try latvia.call(Consents.List.self, .init(tasking: tasking.id)).consents == [])
            #expect(try latvia.call(Journal.Read.self, .init()).entries == [])
            #expect(try latvia.call(Journal.Read.self, .init(subject: request)).entries == [])
            let status = try latvia.call(Service.Status.self, .init())
            #expect(status.seq == 0 && status.experts == nil && status.openRequests == nil)
        }
    }

    @Test("a nation's journal has no gaps that tell of others, also after a restart")
    func ownPositions() throws {
        try SmallWorld.with { world in
            let before = try world.contact("LVA").call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("LVA-0001")))
            for number in 2...9 {
                _ = try world.contact("EST").call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("EST-000\(number)")))
            }
            world.daemon.kill()
            try world.daemon.start()
            let latvia = try world.contact("LVA")
            let after = try latvia.call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("LVA-0002")))
            let entries = try latvia.call(Journal.Read.self, .init()).entries ?? []
            #expect(entries.map(\.subject) == ["LVA-0001", "LVA-0002"])
            #expect(entries.map(\.seq) == [before.seq, after.seq])
            // Nothing but the time that the caller reads beside it, and that each is the first of its millisecond.
            #expect(entries.map { $0.seq & 0xF_FFFF } == [1, 1])
            #expect(entries.allSatisfy { $0.hash.isEmpty && $0.previousHash.isEmpty })
            #expect(try latvia.call(Journal.Read.self, .init(since: before.seq)).entries?.map(\.subject) == ["LVA-0002"])
            let truth = try world.daemon.connect(uid: TestSite.auditor).call(Journal.Read.self, .init(limit: 1000)).entries ?? []
            #expect(truth.map(\.seq) == Array(1...truth.count) && truth.allSatisfy { $0.hash.count == 64 })
        }
    }

    @Test("a watch hears nothing of others, and ends with the right to it")
    func watch() throws {
        try SmallWorld.with { world in
            let watcher = try world.contact("LVA")
            var replies: [Journal.Watch.Reply] = []
            let ended = #expect(throws: ClientError.self) {
                try watcher.stream(Journal.Watch.self, .init()) { reply, _ in
                    replies.append(reply)
                    if replies.count == 1 {
                        _ = try world.proposedTasking()
                        _ = try world.contact("LVA").call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("LVA-0001")))
                    } else if reply.entry != nil {
                        let stranger = TestSite().principals.split(separator: "  - name: ncp-lva\n").joined(
                            separator: "  - name: nobody-now\n"
                        )
                        .split(separator: "users: [\(TestSite.contact("LVA"))]").joined(separator: "users: [2998]")
                        try world.daemon.folder.write(stranger, to: "etc/principals.yaml")
                        _ = try world.daemon.connect().call(Service.Reload.self, .init())
                    }
                    return true
                }
            }
            guard case .remote(let error)? = ended else {
                Issue.record("\(String(describing: ended))")
                return
            }
            #expect(error.name == VarlinkService.PermissionDenied.name)
            #expect(replies.compactMap(\.entry).map(\.subject) == ["LVA-0001"])
            #expect(replies.filter { $0.entry == nil }.allSatisfy { $0.seq <= replies.last?.seq ?? 0 })
        }
    }
}
