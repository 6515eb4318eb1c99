import CRRTDomain
import CRRTProtocol
import Varlink

@testable import crrtctl

/// A night shift with four requests: to validate, waiting for answers, people out and late, and closed.
enum HandoverSample {
    static let now = SampleReports.now
    static let times = SampleReports.times

    static func at(_ hours: Int, minutes: Int = 0) -> String { now.adding(seconds: hours * 3600 + minutes * 60).description }

    static func request(
        _ nation: String, _ state: Requests.Request.State, _ precedence: Requests.Request.Precedence = .routine,
        filled: Requests.Request.Filled? = Requests.Request.Filled.none, title: String, start: Int = 96, end: Int = 336
    ) -> Requests.Request {
        var request = Requests.Request(
            nation: nation, title: title, classification: .NR, releasableTo: ["NATO"], mode: .onSite, start: at(start), end: at(end),
            seats: [.init(skill: "GX-SKL-016", minLevel: 3, count: 2)])
        (request.id, request.state, request.precedence, request.filled) = ("REQ-\(nation)-2027-0001", state, precedence, filled)
        return request
    }

    static func tasking(
        _ nation: String, _ state: Taskings.Tasking.State, _ elements: [Taskings.Element], start: Int = 96, end: Int = 336
    ) -> Taskings.Tasking {
        var tasking = Taskings.Tasking(
            id: "TSK-\(nation)-2027-0001-1", request: "REQ-\(nation)-2027-0001", kind: .assembled,
            assignments: elements.filter(\.isForward).map { .init(seat: 0, expert: $0.who) }, nations: ["EST", "LVA"], start: at(start),
            end: at(end), state: state, consents: [], digest: "00", revision: 1)
        tasking.elements = elements
        return tasking
    }

    static func element(_ expert: String, _ state: Taskings.Element.State, start: Int = 96, until: Int = 336) -> Taskings.Element {
        .init(
            seat: 0, expert: expert, nation: String(expert.prefix(3)), batch: 0, state: state, start: at(start), until: at(until),
            ordered: [.asked, .agreed].contains(state) ? nil : true)
    }

    static func consent(_ nation: String, replyBy: String, until: String? = nil, tasking: String = "TSK-DNK-2027-0001-1")
        -> Consents.Consent
    {
        .init(tasking: tasking, nation: nation, kind: .contribute, state: .requested, replyBy: replyBy, digest: "00", until: until)
    }

    static func entry(_ hours: Int, _ by: String, _ event: JournalEvent, _ subject: String, _ detail: [String: String] = [:])
        -> Journal.Entry
    {
        let members = detail.sorted { $0.key < $1.key }.map { JSONObject.Member(name: $0.key, value: .string($0.value)) }
        return .init(
            seq: 100 + hours, at: at(hours), principal: by, event: event.rawValue, subject: subject,
            payload: JSONObject([.init(name: "detail", value: .object(JSONObject(members)))]), previousHash: "", hash: "")
    }

    static func note(_ kind: Notes.Note.Kind, _ subject: String, _ text: String, to: String = "desk", due: String? = nil) -> Notes.Note {
        var note = Notes.Note(
            id: "NTE-48392017", kind: kind, subject: subject, to: to, by: .init(name: "duty-desk", uid: 2001), at: at(-3), text: text)
        if kind == .report { (note.from, note.until, note.hours, note.nextDue) = (at(-12), at(-4), 24, at(6)) }
        if kind == .lesson { (note.owner, note.due) = ("duty-desk", due) }
        return note
    }

    static func shift(_ since: Instant) -> HandoverShift {
        HandoverShift(since: since, basis: "the last handover to duty-desk", successor: "duty-desk-2", salt: "5a17")
    }

    static var data: HandoverData {
        var board = BoardData()
        board.caller = .init(uid: 2001, roles: ["duty"], principals: ["duty-desk"], exercise: true)
        board.requests = [
            request("ALB", .submitted, .flash, title: SampleReports.hostile),
            request("DNK", .validated, title: "Wind turbines without control"),
            request("GRC", .validated, .immediate, filled: .fully, title: "Hospitals", start: -100, end: -2),
        ]
        board.requests[1].replyBy = at(9)
        board.filed = ["REQ-ALB-2027-0001": now.adding(seconds: -7500)]
        board.taskings = [
            tasking("DNK", .awaitingConsent, [element("EST-0001", .asked), element("LVA-0007", .agreed)]),
            tasking(
                "GRC", .onTask,
                [
                    element("EST-0002", .onTask, start: -100, until: -2), element("LVA-0001", .onTask, start: -100, until: 8),
                    element("LVA-0002", .returning, start: -100, until: -2), element("FIN-0001", .home, start: -100, until: -2),
                ], start: -100, end: -2),
        ]
        board.taskings[1].reportDue = at(-1)
        board.taskings[1].approval = .init(by: .init(name: "council", uid: 2007), at: at(-90), until: at(8), digests: [])
        board.consents = [
            consent("EST", replyBy: at(9)), consent("LVA", replyBy: at(0, minutes: 40), until: at(500), tasking: "TSK-GRC-2027-0001-1"),
        ]
        func period(_ id: String, _ team: String, _ start: Int) -> Standby.Period {
            .init(id: id, team: team, start: at(start), end: at(start + 168), tier: .first, noticeHours: 2)
        }
        board.rota = .init(now: [period("EST-STB-2027-10", "EST-CRRT-1", -160)], next: [period("LVA-STB-2027-11", "LVA-CRRT-1", 8)])
        board.readAt = now
        var data = HandoverData(board: board, shift: shift(now.adding(hours: -12)))
        data.entries = [
            entry(-9, "ncp-alb (played by control, uid 0)", .requestSubmitted, "REQ-ALB-2027-0001"),
            entry(-8, "duty-desk (uid 2001)", .taskingProposed, "TSK-DNK-2027-0001-1"),
            entry(-7, "ncp-lva (uid 3019)", .consentGranted, "TSK-DNK-2027-0001-1", ["nation": "LVA", "kind": "contribute"]),
            entry(-5, "duty-desk (uid 2001)", .requestClosed, "REQ-ITA-2027-0001"),
            entry(-3, "duty-desk (uid 2001)", .noteAdded, "REQ-DNK-2027-0001", ["note": "NTE-48392017"]),
            entry(-2, "ncp-est (uid 3008)", .expertOffer, "EST-0009"),
            entry(-1, "ncp-est (uid 3008)", .noDuffRaised, "NDF-254163", ["text": "Fire in building 4"]),
        ]
        data.ended = [request("ITA", .closed, filled: .fully, title: "Ministry of health", start: -300, end: -20)]
        data.ended[0].remark = "restored"
        data.notes = [
            note(.note, "REQ-DNK-2027-0001", "The ministry asks for a call at 18:00Z; " + SampleReports.hostile),
            note(.report, "TSK-GRC-2027-0001-1", "Two of three sites are back", to: "all"),
        ]
        data.lessons = [note(.lesson, "REQ-ITA-2027-0001", "Ask for the network plan with the request", due: "2027-03-09")]
        data.noDuff = [
            .init(
                id: "NDF-254163", kind: .noDuff, state: .standing, text: "Fire in building 4", classification: .NU, to: ["all"],
                by: .init(name: "ncp-est", uid: 3008), addedAt: at(-1))
        ]
        data.endings = [
            .init(
                kind: .expert, id: "LVA-0001", nation: "LVA", ends: .clearance, at: at(10), tasking: "TSK-GRC-2027-0001-1", overdue: false)
        ]
        return data
    }

    static var view: HandoverView { HandoverView(data: data, times: times) }
}
