import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// Which consent a nation takes back, and what that means for the tasking.
@Suite("Taking a consent back")
struct ConsentRevokeTests {
    private static let times = TimeStyle(now: BoardSample.now, dateTimeGroups: false)

    private func consent(_ digest: String, _ state: Consents.Consent.State = .granted) -> Consents.Consent {
        .init(
            tasking: "TSK-ALB-2026-0001-1", nation: "EST", kind: .contribute, state: state, replyBy: "2026-12-02T00:00:00Z", digest: digest)
    }

    private func found(_ terms: String?, _ consents: [Consents.Consent]) throws -> [String] {
        try ConsentAnswer(tasking: "TSK-ALB-2026-0001-1", nation: "EST", kind: nil, from: .granted, terms: terms).underTerms(consents)
            .map(\.digest)
    }

    @Test("terms are named by the beginning of one digest, in either case")
    func terms() throws {
        let both = [consent("4e39"), consent("4e40")]
        #expect(try found("4E39", both) == ["4e39"])
        #expect(try found(nil, both) == ["4e39", "4e40"])
        #expect(try found("5", both) == [])
        for (terms, words) in [("", "--terms is empty"), ("4e", "--terms 4e is the beginning of 2 digests")] {
            let failure = #expect(throws: Failure.self) { () throws in try found(terms, both) }
            #expect(failure?.status == .usage && failure?.text.hasPrefix(words) == true, "\(failure?.text ?? "")")
            #expect(failure?.next == "crrtctl consent list -o wide")
        }
        // What is over cannot be meant.
        #expect(try found("4e", [consent("4e39", .spent), consent("4e40")]) == ["4e39", "4e40"])
        #expect(throws: Failure.self) { () throws in try found("", [consent("4e39")]) }
    }

    @Test("a recall, a tasking declined and a longer period alone have words of their own")
    func outcomes() throws {
        var tasking = BoardSample.tasking("ALB", .onTask)
        tasking.end = "2026-12-07T00:00:00Z"
        tasking.extension = .init(end: "2026-12-10T00:00:00Z", digest: "e", replyBy: "2026-12-06T00:00:00Z")
        func words(_ state: Taskings.Tasking.State, alone: Bool = false, ended: Taskings.Tasking.State? = nil) -> String? {
            tasking.state = state
            var after = tasking
            after.state = ended ?? state
            return RevocationEffect(consent("e"), alone: alone, in: tasking, ended: ended.map { _ in after })?.outcome(Self.times)
        }
        #expect(words(.consented) == "declined, for all people in it")
        #expect(words(.ordered) == "recalled, for all people in it; its people do not depart")
        #expect(words(.moving) == "recalled, for all people in it; its people come home")
        #expect(words(.onTask) == "recalled, for all people in it; its people come home")
        #expect(words(.onTask, alone: true) == "the longer period falls; the old terms run until 2026-12-07 00:00Z")
        #expect(words(.onTask, alone: true, ended: .onTask) == words(.onTask, alone: true))
        #expect(words(.consented, ended: .recalled) == words(.ordered), "it was ordered meanwhile")
        #expect(words(.closed) == nil)
    }

    @Test("a recall names each tasking that the caller sees, and says nothing of others")
    func recalled() {
        let (first, second) = (BoardSample.tasking("ALB", .recalled), BoardSample.tasking("LVA", .recalled))
        let reply = Taskings.Recall.Reply(tasking: first, seq: 7, others: [second])
        #expect(
            reply.settled("EST", id: nil, experts: ["EST-0001"]).split(separator: "\n").map(String.init) == [
                "TSK-ALB-2026-0001-1 recalled by EST: recalled (revision 1, journal 7)",
                "TSK-LVA-2026-0001-1 recalled by EST: recalled (revision 1)",
            ])
        let hidden = Taskings.Recall.Reply()
        #expect(hidden.settled("EST", id: nil, experts: ["EST-0001"]) == "EST-0001 recalled by EST from every tasking")
        #expect(hidden.settled("EST", id: "TSK-ALB-2026-0001-1", experts: []) == "EST's people recalled from TSK-ALB-2026-0001-1")
    }
}
