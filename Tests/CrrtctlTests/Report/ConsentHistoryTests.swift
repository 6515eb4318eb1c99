import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// A question that ended without the nation's doing is void: it is counted apart, and blames no nation.
@Suite("Void consents in reports")
struct ConsentHistoryTests {
    private static let asked = "2026-12-01T06:00:00Z"
    private static let replyBy = "2026-12-01T18:00:00Z"
    private static let times = TimeStyle(now: try! Instant("2026-12-03T00:00:00Z"), dateTimeGroups: false)

    private static func consent(_ nation: String, _ state: Consents.Consent.State, voided: Bool? = nil) -> String {
        let consent = Consents.Consent(
            tasking: "TSK-ALB-2026-0001-1", nation: nation, kind: .contribute, state: state, replyBy: replyBy, digest: "d", voided: voided)
        return #"{"consent":\#(consent.jsonString())}"#
    }

    private static func entry(_ event: JournalEvent, at: String, _ changes: [String], by nation: String? = nil) -> Journal.Entry {
        EventTextTests.entry(
            event, "TSK-ALB-2026-0001-1", changes: changes.joined(separator: ","), detail: nation.map { ["nation": $0] } ?? [:], at: at)
    }

    private static func view(_ entries: [Journal.Entry]) -> ConsentsView {
        let proposed = entry(.taskingProposed, at: asked, ["EST", "LVA", "DEU"].map { consent($0, .requested) })
        return ConsentsView(histories: ConsentHistory.read([proposed] + entries), at: times.now, times: times)
    }

    /// What is counted of a nation: asked, granted, refused, lapsed, void, answers that count for its speed.
    private static func counts(_ view: ConsentsView, _ nation: String) -> [Int] {
        view.rows.first { $0.nation == nation }.map { [$0.asked, $0.granted, $0.refused, $0.lapsed, $0.void, $0.took.count] } ?? []
    }

    @Test("another nation's refusal is no lapse, marked or in a journal from before it was", arguments: [true, nil])
    func refused(voided: Bool?) {
        let changes = [
            Self.consent("DEU", .refused), Self.consent("EST", .lapsed, voided: voided), Self.consent("LVA", .lapsed, voided: voided),
        ]
        let view = Self.view([Self.entry(.consentRefused, at: "2026-12-01T09:00:00Z", changes, by: "DEU")])
        #expect(Self.counts(view, "DEU") == [1, 0, 1, 0, 0, 1])
        #expect(Self.counts(view, "EST") == [0, 0, 0, 0, 1, 0])
        #expect(view.voids.map(\.nation) == ["EST", "LVA"] && view.voids.map(\.why) == ["DEU refused", "DEU refused"])
        #expect(view.histories.map(\.words) == ["void: DEU refused", "void: DEU refused", "refused"])
    }

    @Test("a grant that came to nothing, as the terms changed, is neither a lapse nor a slow answer", arguments: [true, nil])
    func amended(voided: Bool?) {
        // Past the time to reply: who has granted was not silent.
        let view = Self.view([
            Self.entry(.consentGranted, at: "2026-12-01T17:00:00Z", [Self.consent("EST", .granted)], by: "EST"),
            Self.entry(.requestAmended, at: "2026-12-01T19:00:00Z", [Self.consent("EST", .lapsed, voided: voided)]),
        ])
        #expect(Self.counts(view, "EST") == [0, 0, 0, 0, 1, 0])
        #expect(view.histories.first?.words == "void: the terms changed")
    }

    @Test("silence is a lapse, also of those whose time was over when another's lapse ended the tasking", arguments: [false, nil])
    func silent(voided: Bool?) {
        let changes = ["DEU", "EST", "LVA"].map { Self.consent($0, .lapsed, voided: voided) }
        let view = Self.view([Self.entry(.consentLapsed, at: Self.replyBy, changes, by: "DEU")])
        for nation in ["DEU", "EST", "LVA"] { #expect(Self.counts(view, nation) == [1, 0, 0, 1, 0, 0]) }
        #expect(view.voids.isEmpty)
    }

    @Test("a contributing nation, which is not told who answered, reads that its question is void")
    func withheld() {
        var entry = Self.entry(.consentRefused, at: "2026-12-01T09:00:00Z", [Self.consent("EST", .lapsed, voided: true)])
        entry.event = "tasking.changed"
        #expect(Self.view([entry]).histories.first?.words == "void: another nation did not agree")
    }

    @Test("each form of the report tells void apart: text, CSV, JSON and HTML")
    func forms() throws {
        let view = Self.view([
            Self.entry(.consentGranted, at: "2026-12-01T08:00:00Z", [Self.consent("LVA", .granted)], by: "LVA"),
            Self.entry(
                .taskingAborted, at: "2026-12-01T09:00:00Z",
                [Self.consent("EST", .lapsed), Self.consent("DEU", .lapsed), Self.consent("LVA", .spent)]),
        ])
        #expect(view.subtitle.hasSuffix("1 asked for, 2 more void"))
        let text = Block.lines(view.text, legend: true, columns: nil)
        #expect(
            text.contains("Void, and counted for no nation") && text.contains { $0.hasPrefix("EST") && $0.hasSuffix("the tasking ended") })
        #expect(text.allSatisfy { DisplayWidth.of($0) <= 80 })
        #expect(view.csv.map { $0[5] } == ["state", "void", "spent", "void"])
        let nations = view.json.arrayValue?.compactMap(\.objectValue) ?? []
        #expect(nations.map { $0["void"]?.integerValue } == [1, 1, 0])
        #expect(nations.map { $0["lapsed"]?.integerValue } == [0, 0, 0])
        let html = view.html.map { "\($0)" }.joined()
        #expect(html.contains("Void, and counted for no nation"))
    }

    @Test("a consent to a replacement is named as that, and its kind stays what it is in the records")
    func replacement() {
        let consent = Consents.Consent(
            tasking: "TSK-ALB-2026-0001-1", nation: "LVA", kind: .contribute, state: .requested, replyBy: "2026-12-04T00:00:00Z",
            digest: "e",
            batch: 1)
        let asked = Self.entry(.taskingBatchProposed, at: "2026-12-02T00:00:00Z", [#"{"consent":\#(consent.jsonString())}"#])
        let view = ConsentsView(histories: ConsentHistory.read([asked]), at: Self.times.now, times: Self.times)
        #expect(Block.lines(view.text, legend: true, columns: nil).contains { $0.contains("contribute, replacement 1") })
        #expect(view.html.map { "\($0)" }.joined().contains("contribute, replacement 1"))
        #expect(view.csv.last?[2] == "contribute")
        var longer = consent
        (longer.batch, longer.until) = (nil, "2026-12-09T00:00:00Z")
        #expect(longer.kindWords == "contribute, longer")
        longer.until = nil
        #expect(longer.kindWords == "contribute")
    }

    @Test("what is void as its people were recalled or fell ill says so, while the tasking goes on")
    func people() {
        let tasking = #"{"tasking":\#(BoardSample.tasking("ALB", .onTask).jsonString())}"#
        for (event, words) in [
            (JournalEvent.taskingRecalled, "void: EST recalled its people"), (.taskingWithdrawn, "void: the people were taken out"),
        ] {
            let entry = Self.entry(event, at: "2026-12-01T09:00:00Z", [tasking, Self.consent("EST", .lapsed, voided: true)], by: "EST")
            #expect(Self.view([entry]).histories.first?.words == words)
        }
    }

    @Test("the after-action report has a line for each person, in text and HTML")
    func afterAction() {
        let mission = BoardSample.tasking(
            "ALB", .returning,
            [BoardSample.element("DEU-0001", .returning, cause: .ill, leftAt: -1), BoardSample.element("USA-0002", .onTask)])
        let data = AfterActionData(BoardSample.request("ALB", .flash), [mission], [], Self.times)
        let view = AfterActionView(data: data, titles: { [:] }, times: Self.times)
        let text = Block.lines(view.text, legend: true, columns: nil)
        #expect(text.contains("Who was in tasking 1"))
        #expect(text.contains { $0.hasPrefix("DEU-0001") && $0.hasSuffix("ill 2026-11-23 11:00Z") })
        let html = view.html.map { "\($0)" }.joined()
        #expect(html.contains("Who was in tasking 1") && html.contains("ill 2026-11-23 11:00Z"))
    }

    @Test("an order names the seats that stayed open, to who sees all of the taskings")
    func openSeats() {
        func told(_ elements: [Taskings.Element]?, filled: Requests.Request.Filled? = .partly) -> String? {
            var tasking = BoardSample.tasking("ALB", .ordered, elements ?? [])
            tasking.elements = elements
            let order = Self.entry(.taskingOrdered, at: Self.asked, [#"{"tasking":\#(tasking.jsonString())}"#])
            let request = BoardSample.request("ALB", .flash, filled: filled)
            return AfterActionData(request, [tasking], [order], Self.times).steps.last?.what
        }
        let (one, other) = (BoardSample.element("DEU-0001", .ordered), BoardSample.element("USA-0002", .ordered))
        let open = "; seat 0 (GX-SKL-016): 1 of 2 places open"
        #expect(told([one])?.hasSuffix(open) == true)
        #expect(told([one, BoardSample.element("USA-0002", .out, cause: .refused, leftAt: -1)])?.hasSuffix(open) == true)
        #expect(told([one, other])?.contains("open") == false)
        // A contributing nation sees its own people only, and records of before elements do not tell who was there.
        #expect(told([one], filled: nil)?.contains("open") == false)
        #expect(told(nil)?.contains("open") == false)
    }
}
