import ArgumentParser
import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct PlanOpeningViewsTests {
    private static let (high, low) = ("REQ-ALB-2027-0001", "REQ-NOR-2027-0001")

    private static func request(_ id: String) -> Requests.Request {
        .init(
            id: id, nation: "NOR", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .remote, start: "2027-03-01T06:00:00Z",
            end: "2027-03-05T06:00:00Z", seats: [.init(skill: "GX-SKL-001", minLevel: 4)])
    }

    private static func plan(_ openings: [Requests.Opening]?, untried: [String]? = nil, open: Int = 3) -> Requests.Plan.Reply {
        .init(
            requests: [
                .init(id: high, precedence: .flash, start: "2027-03-03T06:00:00Z", end: "2027-03-13T06:00:00Z", people: 2, openSeats: 0),
                .init(
                    id: low, precedence: .routine, start: "2027-03-01T06:00:00Z", end: "2027-03-05T06:00:00Z", people: 4, openSeats: open),
            ], total: .init(openSeats: open, singles: 2, cost: 10), inTurn: .init(openSeats: open, singles: 2, cost: 10), proven: true,
            asOf: 7,
            openings: openings, untried: untried)
    }

    private static func lines(_ plan: Requests.Plan.Reply) -> [String] {
        let views = PlanOpeningViews(plan: plan, present: [low: request(low)]) { "crrtctl plan --hold \($0)" }
        return Block.lines(views.blocks, legend: true, columns: nil)
    }

    @Test func eachWithItsCommand() {
        var (later, relaxed) = (Self.request(Self.low), Self.request(Self.low))
        (later.start, later.end, relaxed.seats[0].minLevel) = ("2027-03-03T06:00:00Z", "2027-03-07T06:00:00Z", 2)
        let total = Requests.PlanFigures(openSeats: 1, singles: 2, cost: 30)
        let openings: [Requests.Opening] = [
            .init(
                request: Self.low, kind: .relaxed, change: "level 2 instead of 4", seat: 0, amended: relaxed,
                seats: [.init(request: Self.low, before: 3, after: 1)], total: total, proven: true),
            .init(
                request: Self.low, kind: .later, days: 2, amended: later, seats: [.init(request: Self.low, before: 3, after: 1)],
                total: total,
                proven: true),
            .init(
                request: Self.high, kind: .waits, seats: [.init(request: Self.low, before: 3, after: 1)], total: total, proven: true),
            // Another request's terms, which the caller does not read, and seats that are shared otherwise.
            .init(
                request: Self.high, kind: .relaxed, change: "notice 96 hours instead of 72", amended: relaxed,
                seats: [.init(request: Self.high, before: 0, after: 1), .init(request: Self.low, before: 3, after: 2)],
                total: .init(openSeats: 3, singles: 0, cost: 0), proven: true),
        ]
        #expect(
            Self.lines(Self.plan(openings, untried: [Self.low])) == [
                "", "What opens",
                "1 open seat instead of 3 with seat 0 of REQ-NOR-2027-0001: level 2 instead of 4",
                "  crrtctl request amend REQ-NOR-2027-0001 --seat GX-SKL-001:2",
                "1 open seat instead of 3 if REQ-NOR-2027-0001 is 2 days later",
                "  crrtctl request amend REQ-NOR-2027-0001 --start 2027-03-03T06:00:00Z --end 2027-03-07T06:00:00Z",
                "1 open seat instead of 3 if REQ-ALB-2027-0001 waits, which asks for 2 people",
                "  REQ-NOR-2027-0001 1 instead of 3",
                "  crrtctl plan --hold REQ-ALB-2027-0001",
                "3 open seats as before, shared better with REQ-ALB-2027-0001: notice 96 hours instead of 72",
                "  REQ-ALB-2027-0001 1 instead of 0, REQ-NOR-2027-0001 2 instead of 3",
                "not every change of REQ-NOR-2027-0001 was tried: the time limit ended the search",
            ])
    }

    @Test func whereNothingOpens() {
        #expect(Self.lines(Self.plan([])) == ["", "What opens", "no single change that was tried opens a seat"])
        #expect(Self.lines(Self.plan(nil)).isEmpty, "it was not asked for")
        #expect(Self.lines(Self.plan([], open: 0)).isEmpty, "no seat is open")
    }

    /// The command plans what the daemon has planned, so it names the others where those who are asked are planned anew.
    @Test func theSamePlanWithoutARequest() throws {
        func words(_ typed: String...) throws -> String {
            try Plan.parse(typed).options.command(without: Self.high, of: Self.plan([]))
        }
        #expect(try words() == "crrtctl plan --hold REQ-ALB-2027-0001")
        #expect(
            try words("--hold", "REQ-LVA-2027-0001", "--without", "DEU", "--weight", "nation=0")
                == "crrtctl plan --hold REQ-LVA-2027-0001 --hold REQ-ALB-2027-0001 --without DEU --weight nation=0")
        #expect(try words("--reopen") == "crrtctl plan REQ-NOR-2027-0001 --reopen")
        #expect(
            try words(Self.high, Self.low, "--with", "\(Self.high):EST-0001@0", "--with", "\(Self.low):EST-0002@0")
                == "crrtctl plan REQ-NOR-2027-0001 --with REQ-NOR-2027-0001:EST-0002@0")
    }
}
