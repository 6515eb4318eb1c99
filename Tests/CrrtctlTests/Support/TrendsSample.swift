import CRRTDomain
import CRRTProtocol
import Varlink

@testable import crrtctl

/// A winter with five requests in three months, of which one month has none, and the answers of three nations.
enum TrendsSample {
    private static func request(
        _ number: Int, _ severity: Requests.Request.Severity?, sectors: [String]?, sector: String? = nil
    ) -> Requests.Request {
        var request = Requests.Request(
            nation: "ALB", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .remote, start: "2027-03-01T00:00:00Z",
            end: "2027-03-09T00:00:00Z", seats: [.init(skill: "GX-SKL-016", minLevel: 3)])
        (request.id, request.severity, request.sector, request.state) = ("REQ-ALB-2027-000\(number)", severity, sector, .closed)
        request.incident = sectors.map { .init(sectors: $0) }
        return request
    }

    static let requests = [
        request(1, .grayZone, sectors: ["I.1.a", "I.5"]), request(2, .grayZone, sectors: ["I.1.a"]),
        request(3, .clearTrigger, sectors: nil, sector: SampleReports.hostile), request(4, nil, sectors: nil),
        request(5, .grayZone, sectors: ["I.5"]),
    ]

    static let taskings = (1...2).map { number in
        var tasking = Taskings.Tasking(
            id: "TSK-ALB-2027-000\(number)-1", request: "REQ-ALB-2027-000\(number)", kind: .assembled, assignments: [], nations: ["EST"],
            start: "2027-03-01T00:00:00Z", end: "2027-03-09T00:00:00Z", state: .closed, consents: [], digest: "00", revision: 1)
        // One has served to the end and began late, one left before.
        tasking.elements = [
            .init(
                seat: 0, expert: "EST-0001", nation: "EST", batch: 0, state: .home, start: tasking.start, until: tasking.end,
                begunAt: number == 1 ? "2027-03-01T00:00:01Z" : nil, cause: number == 1 ? .released : .ill, ordered: true)
        ]
        return tasking
    }

    static func entry(_ at: String, _ event: JournalEvent, _ subject: String, _ consents: [Consents.Consent] = []) -> Journal.Entry {
        let changes = consents.map { consent in
            JSONValue.object(
                JSONObject([.init(name: "consent", value: .object(try! JSONObject(json: consent.jsonBytes())))]))
        }
        return .init(
            seq: 1, at: at, principal: "x (uid 1)", event: event.rawValue, subject: subject,
            payload: JSONObject([.init(name: "changes", value: .array(changes))]), previousHash: "", hash: "")
    }

    static func consent(
        _ nation: String, _ state: Consents.Consent.State, _ number: Int = 1, voided: Bool? = nil
    ) -> Consents.Consent {
        .init(
            tasking: "TSK-ALB-2027-0001-1", nation: nation, kind: .contribute, state: state, replyBy: "2027-01-09T00:00:00Z",
            digest: "\(nation) \(number)", voided: voided)
    }

    static var entries: [Journal.Entry] {
        let filed = [
            "2027-01-05T10:00:00Z", "2027-01-06T10:00:00Z", "2027-03-02T10:00:00Z", "2027-03-03T10:00:00Z", "2027-04-03T10:00:00Z",
        ]
        var entries = filed.enumerated().map { entry($1, .requestSubmitted, "REQ-ALB-2027-000\($0 + 1)") }
        entries += [
            entry("2027-01-05T10:20:00Z", .requestValidated, "REQ-ALB-2027-0001"),
            entry("2027-01-06T11:00:00Z", .requestValidated, "REQ-ALB-2027-0002"),
            // Amended and validated anew: the first time counts.
            entry("2027-01-06T12:00:00Z", .requestValidated, "REQ-ALB-2027-0002"),
            entry("2027-01-05T16:00:00Z", .taskingOrdered, "TSK-ALB-2027-0001-1"),
            entry("2027-01-07T10:00:00Z", .taskingBegun, "TSK-ALB-2027-0001-1"),
        ]
        for number in 1...12 {
            entries.append(entry("2027-01-05T11:00:00Z", .taskingProposed, "TSK-ALB-2027-0001-1", [consent("EST", .requested, number)]))
            let answer: JournalEvent = number <= 8 ? .consentGranted : number <= 10 ? .consentRefused : .consentLapsed
            let state: Consents.Consent.State = number <= 8 ? .granted : number <= 10 ? .refused : .lapsed
            // The time to answer is over with the lapse.
            let at = state == .lapsed ? "2027-01-09T00:00:00Z" : "2027-01-05T12:00:00Z"
            entries.append(entry(at, answer, "TSK-ALB-2027-0001-1", [consent("EST", state, number)]))
        }
        for (nation, states) in [
            ("LVA", [.requested, .granted, .revoked]), ("FIN", [.requested]),
        ] as [(String, [Consents.Consent.State])] {
            for state in states {
                entries.append(entry("2027-01-05T13:00:00Z", .consentGranted, "TSK-ALB-2027-0001-1", [consent(nation, state)]))
            }
        }
        for kind in [nil, "contribute"] {
            var recall = entry("2027-01-08T10:00:00Z", .taskingRecalled, "TSK-ALB-2027-0001-1")
            let detail = [("nation", "EST"), ("kind", kind)].compactMap { name, value in
                value.map { JSONObject.Member(name: name, value: .string($0)) }
            }
            recall.payload["detail"] = .object(JSONObject(detail))
            entries.append(recall)
        }
        return entries
    }

    static func data(_ from: String = "2027-01-01T00:00:00Z", _ until: String = "2027-04-01T00:00:00Z") -> TrendsData {
        TrendsData(
            from: try! Instant(from), until: try! Instant(until), requests: requests, taskings: taskings, entries: entries)
    }

    static var view: TrendsView {
        TrendsView(data: data(), titles: ["I.1.a": "Energy, electricity", "I.5": "Health"], times: SampleReports.times)
    }
}
