import CRRTDomain
import CRRTProtocol
import Varlink

@testable import crrtctl

/// One report of each kind, of made-up replies, with texts that would break a page that trusts them.
enum SampleReports {
    static let now = try! Instant("2027-03-10T12:00:00Z")
    static let times = TimeStyle(now: now, dateTimeGroups: false)
    /// A name that a page must not obey: it closes elements, begins one, and turns the reading direction round.
    static let hostile = "Help \"now\" & <script>alert('x')</script>\u{202E}]]> -->, quick"

    static var readiness: ReadinessView {
        func strength(_ available: Int, _ committed: Int = 0, _ rest: Int = 0) -> Reports.Strength {
            .init(
                total: available + committed + 6 * rest, offered: available + committed, committed: committed, withdrawn: rest,
                suspended: rest, lapsed: rest, stale: rest, uncleared: rest, absent: rest, available: available, endingSoon: rest,
                overdue: committed / 3)
        }
        return ReadinessView(
            reply: .init(
                at: "2027-03-10T12:00:00Z", soonHours: 720,
                nations: [
                    .init(nation: "ALB", experts: strength(1), teams: strength(0), effects: strength(0)),
                    .init(nation: "EST", experts: strength(40, 7, 2), teams: strength(2, 1), effects: strength(1)),
                    .init(nation: "USA", experts: strength(11_200, 800), teams: strength(0, 0, 1), effects: strength(0)),
                ]), times: times)
    }

    static var coverage: CoverageView {
        func cover(_ level: Reports.Classification, _ people: Int, _ leading: Int, _ nations: [String]) -> Reports.Cover {
            let spot: Reports.Cover.Spot = people == 0 ? .nobody : people < 3 ? .few : nations.count == 1 ? .oneNation : .sound
            return .init(clearance: level, people: people, leading: leading, nations: nations, spot: spot)
        }
        func skill(_ code: String, _ title: String, _ people: [Int], _ nations: [String]) -> Reports.SkillCover {
            .init(
                skill: code, title: title,
                cover: zip([.NU, .NR, .NC, .NS, .CTS], people).map { cover($0, $1, $1 / 3, $1 == 0 ? [] : nations) })
        }
        return CoverageView(
            reply: .init(
                at: "2027-03-10T12:00:00Z", available: 1234, fewerThan: 3,
                skills: [
                    skill("GX-SKL-001", "Malware reverse engineering", [1200, 900, 80, 12, 2], ["EST", "FRA", "USA"]),
                    skill("GX-SKL-004", hostile, [5, 4, 3, 0, 0], ["EST"]),
                    skill("PD-WRL-003", "Incident Response", [0, 0, 0, 0, 0], []),
                ]), times: times)
    }

    static var expiring: ExpiringView {
        ExpiringView(
            endings: [
                .init(
                    kind: .expert, id: "EST-0001", nation: "EST", ends: .clearance, at: "2027-03-08T00:00:00Z",
                    tasking: "TSK-ALB-2027-0001-1", overdue: true),
                .init(
                    kind: .team, id: "EST-CRRT-1", nation: "EST", ends: .confirmation, at: "2027-03-10T15:30:00Z",
                    tasking: "TSK-ALB-2027-0001-2"),
                .init(
                    kind: .effect, id: "SWE-EFF-01", nation: "SWE", ends: .offer, at: "2027-04-01T00:00:00Z", classification: .NS,
                    releasableTo: ["NATO"]),
            ], at: "2027-03-10T12:00:00Z", within: 720, times: times)
    }

    static var standby: StandbyView {
        let monday = try! Instant("2027-03-08T00:00:00Z")
        let weeks = (0..<10).map { week in
            Standby.Week(
                start: monday.adding(days: 7 * week).description,
                skills: [
                    .init(skill: "GX-SKL-001", first: week, second: 10 - week), .init(skill: "GX-SKL-004", first: 0, second: week % 3),
                ] + (week == 4 ? [.init(skill: "PD-WRL-003", first: 12, second: 120)] : []))
        }
        return StandbyView(
            reply: .init(
                from: monday.description, until: monday.adding(days: 70).description,
                gaps: [
                    .init(tier: .first, start: "2027-03-08T00:00:00Z", end: "2027-03-08T06:00:00Z"),
                    .init(tier: .second, start: "2027-04-01T06:00:00Z", end: "2027-04-08T18:30:00Z"),
                ], weeks: weeks,
                load: [
                    .init(nation: "EST", periods: 6, hours: 1008, nights: 42, callOuts: 2),
                    .init(nation: "LVA", periods: 3, hours: 504, nights: 21, callOuts: 0),
                ],
                clashes: [
                    .init(
                        id: "EST-STB-2027-10", expert: "EST-0004", kind: .absence, start: "2027-03-20T00:00:00Z",
                        end: "2027-03-24T00:00:00Z"),
                    .init(id: "EST-STB-2027-12", expert: "EST-0007", kind: .clearance, start: "2027-04-01T00:00:00Z"),
                ]), titles: ["GX-SKL-001": "Malware reverse engineering", "GX-SKL-004": hostile], times: times)
    }

    static var consents: ConsentsView { ConsentsView(histories: ConsentHistory.read(entries), at: now, times: times) }

    static var data: AfterActionView {
        let seat = Requests.Seat(skill: "PD-WRL-003", minLevel: 3, count: 2, lead: true)
        let request = Requests.Request(
            id: "REQ-ALB-2027-0001", nation: "ALB", title: hostile, summary: "first line\nsecond & last", precedence: .flash,
            classification: .NR, releasableTo: ["NATO"], mode: .onSite, start: "2027-03-04T06:00:00Z", end: "2027-03-20T06:00:00Z",
            seats: [seat], state: .validated, revision: 2, mission: .respond,
            incident: .init(
                class: "availability.ddos", sectors: ["I.1.a"], began: "2027-03-01T06:00:00Z",
                impact: .init(people: 1200, spillOver: ["GRC"]),
                measures: "<b>cut</b> off\nsince then calm", attribution: .init(note: hostile, confidence: .low)),
            legalBasis: "NATO SOFA", costRule: "Each its own")
        let taskings = [tasking(1, .recalled), tasking(2, .awaitingConsent)]
        return AfterActionView(
            data: AfterActionData(request, taskings, entries, times),
            titles: { ["PD-WRL-003": "Incident Response", "I.1.a": "Energy, electricity"] }, times: times)
    }

    private static func tasking(_ number: Int, _ state: Taskings.Tasking.State, remark: String? = nil) -> Taskings.Tasking {
        .init(
            id: "TSK-ALB-2027-0001-\(number)", request: "REQ-ALB-2027-0001", kind: .assembled,
            assignments: [.init(seat: 0, expert: "EST-0001"), .init(seat: 0, expert: "LVA-0007")], nations: ["EST", "LVA"],
            start: "2027-03-04T06:00:00Z", end: "2027-03-20T06:00:00Z", state: state, consents: [], digest: "d\(number)", revision: 1,
            remark: remark)
    }

    private static func consent(
        _ number: Int, _ nation: String, _ kind: Consents.Consent.Kind, _ state: Consents.Consent.State, conditions: String? = nil,
        reason: String? = nil
    ) -> Consents.Consent {
        .init(
            tasking: "TSK-ALB-2027-0001-\(number)", nation: nation, kind: kind, state: state, conditions: conditions,
            replyBy: number == 1 ? "2027-03-02T08:00:00Z" : "2027-03-10T14:30:00Z", digest: "d\(number)", reason: reason)
    }
}

/// The journal of the sample story: two nations agree, one recalls, and a replacement is asked for.
extension SampleReports {
    private enum ChangeVerb {
        case tasking(Taskings.Tasking)
        case consent(Consents.Consent)

        var json: JSONValue {
            switch self {
            case .tasking(let tasking): .object(JSONObject([.init(name: "tasking", value: object(tasking.jsonBytes()))]))
            case .consent(let consent): .object(JSONObject([.init(name: "consent", value: object(consent.jsonBytes()))]))
            }
        }

        private func object(_ bytes: [UInt8]) -> JSONValue { .object(try! JSONObject(json: bytes)) }
    }

    static var entries: [Journal.Entry] {
        var number = 0
        func entry(_ at: String, _ by: String, _ event: JournalEvent, _ subject: String, _ changes: [ChangeVerb] = []) -> Journal.Entry {
            number += 1
            return .init(
                seq: number, at: at, principal: by, event: event.rawValue, subject: subject,
                payload: JSONObject([.init(name: "changes", value: .array(changes.map(\.json)))]), previousHash: "", hash: "")
        }
        let (request, one, two) = ("REQ-ALB-2027-0001", "TSK-ALB-2027-0001-1", "TSK-ALB-2027-0001-2")
        let asked: [ChangeVerb] = [
            .tasking(tasking(1, .awaitingConsent)), .consent(consent(1, "EST", .contribute, .requested)),
            .consent(consent(1, "LVA", .contribute, .requested)), .consent(consent(1, "ALB", .host, .requested)),
        ]
        return [
            entry("2027-03-01T20:00:00Z", "ncp-alb (uid 3000)", .requestSubmitted, request),
            entry("2027-03-01T20:12:30Z", "duty-desk (uid 2001)", .requestValidated, request),
            entry("2027-03-01T20:40:00Z", "duty-desk (uid 2001)", .taskingProposed, one, asked),
            entry(
                "2027-03-01T21:10:00Z", "ncp-est (played by control, uid 0)", .consentGranted, one,
                [.consent(consent(1, "EST", .contribute, .granted, conditions: hostile))]),
            entry("2027-03-01T23:40:00Z", "ncp-lva (uid 3019)", .consentGranted, one, [.consent(consent(1, "LVA", .contribute, .granted))]),
            entry(
                "2027-03-02T00:10:00Z", "ncp-alb (uid 3000)", .consentGranted, one,
                [.consent(consent(1, "ALB", .host, .granted)), .tasking(tasking(1, .consented))]),
            entry("2027-03-02T00:20:00Z", "releasing-authority (uid 2002)", .taskingOrdered, one, [.tasking(tasking(1, .ordered))]),
            entry("2027-03-03T08:00:00Z", "duty-desk (uid 2001)", .taskingDeparted, one, [.tasking(tasking(1, .moving))]),
            entry("2027-03-04T05:00:00Z", "duty-desk (uid 2001)", .taskingBegun, one, [.tasking(tasking(1, .onTask))]),
            entry(
                "2027-03-10T09:00:00Z", "ncp-lva (uid 3019)", .taskingRecalled, one,
                [
                    .tasking(tasking(1, .recalled, remark: "recalled by LVA: needed at home")),
                    .consent(consent(1, "LVA", .contribute, .revoked, reason: "needed at home")),
                    .consent(consent(1, "EST", .contribute, .spent, conditions: hostile)), .consent(consent(1, "ALB", .host, .spent)),
                ]),
            entry(
                "2027-03-10T10:30:00Z", "duty-desk (uid 2001)", .taskingProposed, two,
                [
                    .tasking(tasking(2, .awaitingConsent)), .consent(consent(2, "EST", .contribute, .requested)),
                    .consent(consent(2, "ALB", .host, .requested)),
                ]),
            entry(
                "2027-03-10T11:00:00Z", "ncp-alb (uid 3000)", .consentRefused, two,
                [
                    .consent(consent(2, "ALB", .host, .refused, reason: "no longer needed")),
                    .tasking(tasking(2, .declined, remark: "refused by ALB: no longer needed")),
                ]),
        ]
    }
}
