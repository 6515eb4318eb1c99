import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// The list of what is open.
@Suite("Open requests")
struct OpenRequestsTests {
    @Test("what something may still become of, with its own label and whole pages; the others apart; beside other filters")
    func open() throws {
        try InProcessDesk.with { (desk) throws in
            func submit(_ nation: String, _ label: Requests.Classification) throws -> String {
                let request = OneTasking.terms(nation: nation, classification: label)
                return try #require(
                    try desk.call(Requests.Submit.self, .init(request: request), as: TestSite.contact(nation)).request.id)
            }
            let (submitted, cancelled) = (try submit("ALB", .NR), try submit("ALB", .NC))
            let (returned, validated) = (try submit("EST", .NR), try submit("EST", .NR))
            _ = try desk.call(Requests.Cancel.self, .init(id: cancelled, reason: "over"), as: TestSite.contact("ALB"))
            _ = try desk.call(Requests.Return.self, .init(id: returned, reason: "more, please"), as: TestSite.duty)
            _ = try desk.call(Requests.Validate.self, .init(id: validated), as: TestSite.duty)
            func list(_ parameters: Requests.List.Parameters) throws -> Requests.List.Reply {
                try desk.call(Requests.List.self, parameters, as: TestSite.duty)
            }
            let open = try list(.init(open: true))
            #expect(open.requests?.compactMap(\.id) == [submitted, returned, validated])
            #expect(open.marking?.classification == .NR, "nothing of what is not listed")
            #expect(try list(.init(open: false)).requests?.compactMap(\.id) == [cancelled])
            #expect(try list(.init(nation: "EST", open: true)).requests?.count == 2)
            #expect(try list(.init(state: "cancelled", open: true)).requests == [])
            let first = try list(.init(limit: 2, open: true))
            #expect(first.requests?.compactMap(\.id) == [submitted, returned])
            #expect(try list(.init(limit: 2, after: first.next, open: true)).requests?.compactMap(\.id) == [validated])
        }
    }
}
