import CRRTDomain
import CRRTProtocol

@testable import crrtctl

/// A plan of three requests: one with an augmented team, one whose person serves it, one without people.
enum PlanSample {
    static let now = (try? Instant("2027-03-01T06:00:00Z"))!

    static func candidate(
        _ people: [String], team: String? = nil, cost: Int, open: Int = 0, hours: Int = 24
    ) -> Requests.Candidate {
        .init(
            kind: team == nil ? .assembled : .augmented, team: team,
            assignments: people.map { .init(seat: 0, expert: $0, nation: String($0.prefix(3)), level: 4, noticeHours: hours) },
            nations: ["EST"],
            cost: cost, arrivalHours: hours, openSeats: open, proven: true)
    }

    static let plan = Requests.Plan.Reply(
        requests: [
            .init(
                id: "REQ-ALB-2027-0001", precedence: .flash, start: "2027-03-03T06:00:00Z", end: "2027-03-13T06:00:00Z", people: 2,
                openSeats: 0, candidate: candidate(["EST-0001", "LVA-0002"], team: "EST-CRRT-1", cost: 1040),
                alone: .init(openSeats: 0, singles: 1, cost: 1000), givesWay: .init(openSeats: 0, singles: 0, cost: 40)),
            .init(
                id: "REQ-NOR-2027-0001", precedence: .routine, start: "2027-03-01T06:00:00Z", end: "2027-03-05T06:00:00Z", people: 2,
                openSeats: 1, candidate: candidate(["EST-0003"], cost: 540, open: 1, hours: 48),
                alone: .init(openSeats: 0, singles: 2, cost: 1080), givenWay: [.init(expert: "EST-0001", request: "REQ-ALB-2027-0001")],
                givesWay: .init(openSeats: 1, singles: -1, cost: -540)),
            .init(
                id: "REQ-FIN-2027-0001", precedence: .routine, start: "2027-03-11T06:00:00Z", end: "2027-03-13T06:00:00Z", people: 1,
                openSeats: 1),
        ],
        total: .init(openSeats: 2, singles: 2, cost: 1580), inTurn: .init(openSeats: 3, singles: 2, cost: 1500), proven: true, asOf: 7)

    static let times = TimeStyle(now: now, dateTimeGroups: false)

    static func request(_ id: String, _ title: String, _ skills: [String] = ["PD-WRL-003"]) -> Requests.Request {
        .init(
            id: id, nation: "ALB", title: title, classification: .NR, releasableTo: ["NATO"], mode: .onSite, start: "2027-03-03T06:00:00Z",
            end: "2027-03-13T06:00:00Z", seats: skills.map { .init(skill: $0, minLevel: 3) })
    }

    static let view = PlanReportView(
        plan: plan, requests: [request("REQ-ALB-2027-0001", SampleReports.hostile), request("REQ-NOR-2027-0001", "Power grid")],
        members: ["EST-CRRT-1": ["EST-0001", "EST-0009"]], titles: ["PD-WRL-003": "Incident Response"], times: times, at: now,
        words: " --without DEU")
}
