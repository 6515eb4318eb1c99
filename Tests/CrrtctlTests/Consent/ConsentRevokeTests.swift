import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

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

    /// DEU's person is on task, one of USA moves, another is ordered, and one of a replacement is agreed to.
    private var underWay: Taskings.Tasking {
        var tasking = BoardSample.tasking(
            "ALB", .onTask,
            [
                BoardSample.element("DEU-0001", .onTask), BoardSample.element("USA-0002", .moving),
                BoardSample.element("USA-0003", .ordered), BoardSample.element("USA-0004", .agreed, batch: 1),
                BoardSample.element("USA-0009", .home, cause: .ill, leftAt: -3),
            ])
        tasking.end = "2026-12-07T00:00:00Z"
        tasking.extension = .init(end: "2026-12-10T00:00:00Z", digest: "e", replyBy: "2026-12-06T00:00:00Z")
        return tasking
    }

    private func consent(of nation: String, _ kind: Consents.Consent.Kind = .contribute, batch: Int? = nil, until: String? = nil)
        -> Consents.Consent
    {
        .init(
            tasking: "TSK-ALB-2026-0001-1", nation: nation, kind: kind, state: .granted, replyBy: "2026-12-02T00:00:00Z", digest: "d",
            batch: batch, until: until)
    }

    @Test("only the nation's own people come out, and who has departed is on the way home")
    func ownPeople() throws {
        let effect = try #require(RevocationEffect(consent(of: "USA"), alone: false, in: underWay))
        #expect(
            effect.consequence == "That is a recall, and the duty desk is alerted. Only USA's people come out; "
                + "out: USA-0003 USA-0004; on the way home until reported home: USA-0002.")
        #expect(
            effect.outcome(Self.times)
                == "recalled: out: USA-0003 USA-0004; on the way home until reported home: USA-0002")
        #expect(RevocationEffect(consent(of: "EST"), alone: false, in: underWay) == nil, "it has nobody in it any more")
    }

    @Test("the host's word is for everybody, also where it falls with the nation's other consent")
    func host() throws {
        let words = "All its people come out; out: USA-0003 USA-0004; on the way home until reported home: DEU-0001 USA-0002."
        let own = try #require(RevocationEffect(consent(of: "ALB", .host), alone: false, in: underWay))
        #expect(own.consequence.hasSuffix(words))
        var tasking = underWay
        tasking.consents = [.init(nation: "USA", kind: .host, state: .granted)]
        #expect(RevocationEffect(consent(of: "USA"), alone: false, in: tasking)?.consequence.hasSuffix(words) == true)
    }

    @Test("the consent to a replacement, or to a longer period, is about these alone")
    func alone() {
        let batch = RevocationEffect(consent(of: "USA", batch: 1), alone: true, in: underWay)
        #expect(batch == nil, "its terms name nobody")
        var named = consent(of: "USA", batch: 1)
        named.terms = ["elements": [["expert": "USA-0004", "end": .string(BoardSample.element("USA-0004", .agreed).until)]]]
        let effect = RevocationEffect(named, alone: true, in: underWay)
        #expect(effect?.outcome(Self.times) == "out: USA-0004")
        #expect(effect?.consequence == "Only USA's people come out; out: USA-0004.")
        let longer = RevocationEffect(consent(of: "USA", until: "2026-12-10T00:00:00Z"), alone: true, in: underWay)
        #expect(longer?.outcome(Self.times) == "the longer period falls; the old terms run until 2026-12-07 00:00Z")
        #expect(longer?.isLonger == true)
        #expect(RevocationEffect(consent("e"), alone: true, in: underWay)?.isLonger == true, "in records of before elements")
        var inForce = underWay
        inForce.elements?[1].until = "2026-12-10T00:00:00Z"
        var until = consent(of: "USA", until: "2026-12-10T00:00:00Z")
        until.terms = ["elements": [["expert": "USA-0002", "end": "2026-12-10T00:00:00Z"]]]
        #expect(
            RevocationEffect(until, alone: true, in: inForce)?.outcome(Self.times)
                == "recalled: on the way home until reported home: USA-0002", "they serve under it while others are asked")
        #expect(RevocationEffect(consent(of: "USA", until: "2026-12-10T00:00:00Z"), alone: false, in: underWay)?.isLonger == false)
    }

    @Test("what is told afterwards is how far they had come by then")
    func meanwhile() {
        let before = BoardSample.tasking("ALB", .consented, [BoardSample.element("USA-0002", .agreed)])
        #expect(RevocationEffect(consent(of: "USA"), alone: false, in: before)?.outcome(Self.times) == "out: USA-0002")
        let ended = BoardSample.tasking("ALB", .recalled, [BoardSample.element("USA-0002", .returning, cause: .revoked, leftAt: 0)])
        #expect(
            RevocationEffect(consent(of: "USA"), alone: false, in: before, ended: ended)?.outcome(Self.times)
                == "recalled: on the way home until reported home: USA-0002")
    }

    @Test("of several questions the one that the daemon takes an answer for is answered: the longer period, then the last")
    func newest() {
        func asked(_ digest: String, until: String? = nil) -> Consents.Consent {
            var asked = consent(digest, .requested)
            asked.until = until
            return asked
        }
        #expect(ConsentAnswer.onePerKind([asked("1"), asked("2")]).map(\.digest) == ["2"])
        #expect(ConsentAnswer.onePerKind([asked("1"), asked("2", until: "2026-12-10T00:00:00Z"), asked("3")]).map(\.digest) == ["2"])
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
        let one = Taskings.Recall.Reply(tasking: BoardSample.tasking("ALB", .onTask), seq: 7)
        #expect(
            one.settled("EST", id: "TSK-ALB-2026-0001-1", experts: ["EST-0001"])
                == "TSK-ALB-2026-0001-1 EST-0001 recalled by EST: onTask (revision 1, journal 7)")
        #expect(TaskingRecall.act("EST", id: nil, experts: ["EST-0001"]) == "Recall EST-0001 from every tasking")
        #expect(TaskingRecall.act("EST", id: "TSK-ALB-2026-0001-1", experts: []) == "Recall EST's people from TSK-ALB-2026-0001-1")
        let part = TaskingRecall.act("EST", id: "TSK-ALB-2026-0001-1", experts: ["EST-0001"])
        #expect(part == "Recall EST-0001 from TSK-ALB-2026-0001-1")
    }
}
