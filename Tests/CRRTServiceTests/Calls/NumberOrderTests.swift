import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// The tenth tasking comes behind the ninth, in every list, and a list that an earlier version has begun is read on to its end.
@Suite("The order of ids with numbers")
struct NumberOrderTests {
    /// A request with twelve taskings, for one and the same expert.
    private func with(_ body: (InProcessDesk, String) throws -> Void) throws {
        try InProcessDesk.with { desk in
            _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0001")), as: OneTasking.estonia)
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            for _ in 1...12 {
                _ = try desk.call(
                    Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")]),
                    as: TestSite.duty)
            }
            try body(desk, request)
        }
    }

    private func number(_ id: String) -> Int { id.split(separator: "-").last.flatMap { Int($0) } ?? 0 }

    @Test("taskings and consents, by pages of any size, and as a stream")
    func lists() throws {
        try with { desk, request in
            for limit in [1, 5, 12, 100] {
                for filter in [request, nil] {
                    var (found, next): ([Int], String?) = ([], nil)
                    repeat {
                        let page = try desk.call(Taskings.List.self, .init(request: filter, limit: limit, after: next), as: TestSite.duty)
                        found += (page.taskings ?? []).map { number($0.id) }
                        next = page.next
                    } while next != nil
                    #expect(found == Array(1...12), "pages of \(limit)")
                }
                var (asked, next): ([Int], String?) = ([], nil)
                repeat {
                    let page = try desk.call(Consents.List.self, .init(limit: limit, after: next), as: TestSite.duty)
                    asked += (page.consents ?? []).map { number($0.tasking) }
                    next = page.next
                } while next != nil
                #expect(asked == (1...12).flatMap { [$0, $0] }, "pages of \(limit)")
            }
            let streamed = desk.transcript(Taskings.List.name, Array("{}".utf8), more: true, as: TestSite.duty)
            let ids = try streamed.map { try Taskings.List.Reply(json: $0.dropFirst(2).utf8).tasking?.id ?? "" }
            #expect(ids.map(number) == Array(1...12))
        }
    }

    @Test("a cursor that is an id alone goes on by the text, with cursors of its own kind")
    func earlierCursors() throws {
        try with { desk, request in
            let tasking = "TSK" + request.dropFirst(3)
            // 1, 10, 11, 12, 2: as the earlier version has shown them.
            for (after, rest) in [("-11", [12, 2, 3, 4, 5, 6, 7, 8, 9]), ("-2", [3, 4, 5, 6, 7, 8, 9])] {
                for filter in [request, nil] {
                    var (found, next): ([Int], String?) = ([], tasking + after)
                    repeat {
                        let page = try desk.call(Taskings.List.self, .init(request: filter, limit: 2, after: next), as: TestSite.duty)
                        found += (page.taskings ?? []).map { number($0.id) }
                        next = page.next
                    } while next != nil
                    #expect(found == rest)
                }
            }
            let consents = try desk.call(Consents.List.self, .init(tasking: tasking + "-11"), as: TestSite.duty).consents ?? []
            let digest = try #require(consents.last { $0.nation == "EST" }).digest
            var (asked, next): ([Int], String?) = ([], "\(tasking)-11/EST/contribute/\(digest)")
            repeat {
                let page = try desk.call(Consents.List.self, .init(limit: 3, after: next), as: TestSite.duty)
                asked += (page.consents ?? []).map { number($0.tasking) }
                next = page.next
            } while next != nil
            #expect(asked == [12, 2, 3, 4, 5, 6, 7, 8, 9].flatMap { [$0, $0] })
            #expect(try desk.call(Requests.List.self, .init(after: request), as: TestSite.duty).requests == [])
            for wrong in ["#", "#x", "x", "#REQ-ALB-1"] {
                #expect(try desk.ask(Taskings.List.self, .init(after: wrong), as: TestSite.duty).errorName == "InvalidRecord")
                #expect(try desk.ask(Requests.List.self, .init(after: wrong), as: TestSite.duty).errorName == "InvalidRecord")
            }
            #expect(try desk.ask(Consents.List.self, .init(after: "#x/EST/host/a"), as: TestSite.duty).errorName == "InvalidRecord")
        }
    }

    @Test("who else wants the same people, and where they serve")
    func contests() throws {
        try with { desk, request in
            let tasking = try desk.call(Taskings.Get.self, .init(id: "TSK" + request.dropFirst(3) + "-1"), as: TestSite.duty).tasking
            #expect(tasking.contested?.map { number($0.tasking) } == Array(2...12))
        }
    }
}
