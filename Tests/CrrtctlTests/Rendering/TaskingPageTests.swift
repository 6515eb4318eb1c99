import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// What stays on a tasking of what came of it.
@Suite("The page of a tasking")
struct TaskingPageTests {
    @Test("refused extensions and who recalled stand on the page, and in the record as JSON")
    func cameOfIt() throws {
        let tasking = Taskings.Tasking(
            id: "TSK-ALB-2026-0001-1", request: "REQ-ALB-2026-0001", kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")],
            nations: ["EST"], start: "2026-12-04T00:00:00Z", end: "2026-12-05T00:00:00Z", state: .recalled, consents: [], digest: "d",
            revision: 7,
            refusedExtensions: [
                .init(end: "2026-12-06T00:00:00Z", nation: "EST", reason: "needed at home", at: "2026-12-04T12:00:00Z"),
                .init(end: "2026-12-07T00:00:00Z", nation: "ALB", at: "2026-12-04T18:00:00Z"),
                .init(end: "2026-12-08T00:00:00Z", nation: "LVA", reason: "not longer", at: "2026-12-04T20:00:00Z", revoked: true),
            ], recalledBy: "EST")
        let times = TimeStyle(now: SampleReports.now, dateTimeGroups: false)
        let lines = Block.lines(TaskingViews.page(tasking, times), legend: true, columns: nil)
        #expect(lines.contains { $0.hasSuffix("recalled by: EST") })
        #expect(lines.contains { $0.hasSuffix("until 2026-12-06 00:00Z: EST refused, needed at home, 2026-12-04 12:00Z") })
        #expect(lines.contains { $0.hasSuffix("until 2026-12-07 00:00Z: ALB did not answer, 2026-12-04 18:00Z") })
        #expect(lines.contains { $0.hasSuffix("LVA took its word back, not longer, 2026-12-04 20:00Z") })
        let json = tasking.jsonString()
        #expect(json.contains("\"recalledBy\":\"EST\"") && json.contains("\"refusedExtensions\":[{"))
    }

    @Test("each person stands in a table with the planned and the actual times, and why they left")
    func people() throws {
        var tasking = BoardSample.tasking(
            "ALB", .onTask, start: -300,
            [
                BoardSample.element("DEU-0001", .onTask, until: -3), BoardSample.element("USA-0002", .home, cause: .ill, leftAt: -20),
                BoardSample.element("LVA-0003", .asked, batch: 1),
            ])
        tasking.elements?[0].begunAt = BoardSample.at(-90)
        tasking.elements?[0].overdue = true
        tasking.elements?[1].departedAt = BoardSample.at(-99)
        tasking.elements?[1].homeAt = BoardSample.at(-2)
        tasking.batches = [.init(batch: 1, proposedBy: .init(name: "duty-desk", uid: 12), replyBy: BoardSample.at(6))]
        let times = TimeStyle(now: BoardSample.now, dateTimeGroups: false)
        let page = TaskingViews.page(tasking, openSeats: ["seat 2 (GX-SKL-016): 1 of 2 places open"], times)
        let lines = Block.lines(page, legend: true, columns: nil).map { $0.split(separator: " ").joined(separator: " ") }
        let start = try #require(lines.firstIndex(of: "People"))
        #expect(
            Array(lines[(start + 1)...].prefix(4)) == [
                "WHO SEAT NATION BATCH STATE START UNTIL DEPARTED BEGUN HOME LEFT",
                "DEU-0001 0 DEU onTask 2026-11-27 12:00Z 2026-11-23 09:00Z OVERDUE 3 h 2026-11-19 18:00Z",
                "USA-0002 0 USA home 2026-11-27 12:00Z 2026-12-07 12:00Z 2026-11-19 09:00Z 2026-11-23 10:00Z ill 2026-11-22 16:00Z",
                "LVA-0003 0 LVA 1 asked 2026-11-27 12:00Z 2026-12-07 12:00Z",
            ])
        #expect(lines.contains("open: seat 2 (GX-SKL-016): 1 of 2 places open"))
        #expect(lines.contains("replacements: 1: LVA-0003, proposed by duty-desk (uid 12), reply by 2026-11-23 18:00Z (in 6 h)"))
    }

    @Test("what each of a nation's answers is to stands beside it")
    func answers() {
        var tasking = BoardSample.tasking("ALB", .onTask, start: -90)
        tasking.consents = [
            .init(nation: "EST", kind: .contribute, state: .granted), .init(nation: "EST", kind: .contribute, state: .granted),
            .init(nation: "EST", kind: .contribute, state: .requested), .init(nation: "ALB", kind: .host, state: .requested),
        ]
        func consent(_ nation: String, _ state: Consents.Consent.State, batch: Int? = nil, until: String? = nil) -> Consents.Consent {
            .init(
                tasking: tasking.id, nation: nation, kind: nation == "ALB" ? .host : .contribute, state: state, replyBy: BoardSample.at(9),
                digest: "d", batch: batch, until: until, terms: [:])
        }
        func rows(_ consents: [Consents.Consent]) -> [String] {
            let times = TimeStyle(now: BoardSample.now, dateTimeGroups: false)
            let lines = Block.lines(TaskingViews.page(tasking, answers: consents, times), legend: true, columns: nil)
            return lines.suffix(4).map { $0.split(separator: " ").joined(separator: " ") }
        }
        let consents = [
            consent("EST", .spent, batch: 7), consent("EST", .granted, batch: 0), consent("EST", .granted, batch: 1),
            consent("EST", .requested, until: BoardSample.at(400)), consent("ALB", .requested),
        ]
        #expect(
            rows(consents) == [
                "EST contribute granted", "EST contribute, replacement 1 granted", "EST contribute, longer requested",
                "ALB host, stricter label requested",
            ])
        #expect(rows([]).first == "EST contribute granted", "they are not known")
    }

    @Test("a seat is open where nobody is forward in it, or has served in it to the end")
    func openSeats() {
        let request = BoardSample.request("ALB", .flash)
        func open(_ people: Taskings.Element...) -> [String] { OpenSeats(request, [BoardSample.tasking("ALB", .onTask, people)]).lines }
        let here = BoardSample.element("DEU-0001", .onTask)
        #expect(open(here, BoardSample.element("USA-0002", .asked)) == [])
        #expect(open(here, BoardSample.element("USA-0002", .home, cause: .released)) == [])
        #expect(open(here, BoardSample.element("USA-0002", .returning, cause: .ill)) == ["seat 0 (GX-SKL-016): 1 of 2 places open"])
        #expect(open(here, BoardSample.element("USA-0002", .out, cause: .released)) == ["seat 0 (GX-SKL-016): 1 of 2 places open"])
        let other = BoardSample.tasking("ALB", .onTask, [BoardSample.element("EST-0004", .agreed)])
        #expect(OpenSeats(request, [BoardSample.tasking("ALB", .onTask, [here]), other]).lines == [])
    }

    @Test("open places are counted, and their seats named")
    func openPlaces() {
        var request = BoardSample.request("ALB", .flash)
        request.seats += [.init(skill: "GX-SKL-001", minLevel: 3, lead: true), .init(skill: "GX-SKL-002", minLevel: 3)]
        func open(_ people: Taskings.Element...) -> String? { OpenSeats(request, [BoardSample.tasking("ALB", .onTask, people)]).summary }
        #expect(open() == "4 of 4 places open: seats 0, 1 (lead), 2")
        let here = BoardSample.element("DEU-0001", .onTask)
        var led = BoardSample.element("USA-0002", .asked)
        led.seat = 1
        #expect(open(here, led) == "2 of 4 places open: seats 0 (1 of 2), 2")
        var last = BoardSample.element("USA-0003", .asked)
        last.seat = 2
        #expect(open(here, led, last) == "1 of 4 places open: seat 0 (1 of 2)")
        let ordered = [BoardSample.tasking("ALB", .onTask, [here, led, BoardSample.element("USA-0004", .home, cause: .ill)])]
        #expect(OpenSeats.filled(request, ordered) == 1, "who is asked fills none, nor who left before their time")
    }
}
