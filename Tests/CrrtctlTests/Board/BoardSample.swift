import CRRTDomain
import CRRTProtocol
import Varlink

@testable import crrtctl

/// A morning in a duty room, for tests of what the board makes of it.
enum BoardSample {
    static let now = Instant(milliseconds: 1_795_435_200_000)  // 2026-11-23T12:00:00Z
    static func at(_ hours: Int, minutes: Int = 0) -> String { now.adding(seconds: hours * 3600 + minutes * 60).description }

    static func request(
        _ nation: String, _ precedence: Requests.Request.Precedence, _ state: Requests.Request.State = .validated,
        filled: Requests.Request.Filled? = Requests.Request.Filled.none, start: Int = 96, title: String = "Worm in hospitals"
    ) -> Requests.Request {
        var request = Requests.Request(
            nation: nation, title: title, classification: .NR, releasableTo: ["NATO"], mode: .remote, start: at(start),
            end: at(start + 240),
            seats: [.init(skill: "GX-SKL-016", minLevel: 3, count: 2)])
        (request.id, request.precedence, request.state, request.filled) = ("REQ-\(nation)-2026-0001", precedence, state, filled)
        return request
    }

    static func tasking(_ nation: String, _ state: Taskings.Tasking.State, number: Int = 1, start: Int = 96, end: Int = 336)
        -> Taskings.Tasking
    {
        Taskings.Tasking(
            id: "TSK-\(nation)-2026-0001-\(number)", request: "REQ-\(nation)-2026-0001", kind: .assembled,
            assignments: [.init(seat: 0, expert: "DEU-0001"), .init(seat: 0, expert: "USA-0002")], nations: ["DEU", "USA"],
            start: at(start), end: at(end), state: state, consents: [], digest: "00", revision: 1)
    }

    /// A person in seat 0, with the planned time of the tasking.
    static func element(
        _ expert: String, _ state: Taskings.Element.State, batch: Int = 0, until: Int = 336, cause: Taskings.Element.Cause? = nil,
        leftAt: Int? = nil
    ) -> Taskings.Element {
        .init(
            seat: 0, expert: expert, nation: String(expert.prefix(3)), batch: batch, state: state, start: at(96), until: at(until),
            cause: cause, ordered: [.asked, .agreed].contains(state) ? nil : true, leftAt: leftAt.map { at($0) })
    }

    /// The same tasking with these people.
    static func tasking(
        _ nation: String, _ state: Taskings.Tasking.State, start: Int = 96, end: Int = 336, _ elements: [Taskings.Element]
    ) -> Taskings.Tasking {
        var tasking = tasking(nation, state, start: start, end: end)
        tasking.elements = elements
        tasking.assignments = elements.filter(\.isForward).map { .init(seat: 0, expert: $0.who) }
        return tasking
    }

    static func consent(_ nation: String, of requester: String, _ kind: Consents.Consent.Kind = .contribute, replyBy: String)
        -> Consents.Consent
    {
        Consents.Consent(
            tasking: "TSK-\(requester)-2026-0001-1", nation: nation, kind: kind, state: .requested, replyBy: replyBy, digest: "00")
    }

    static func strength(_ total: Int, available: Int) -> Reports.Strength {
        .init(
            total: total, offered: total, committed: 0, withdrawn: 0, suspended: 0, lapsed: 0, stale: total - available, uncleared: 0,
            absent: 0, available: available, endingSoon: 0)
    }

    static func event(_ seq: Int, _ event: String = "consent.granted", _ subject: String = "TSK-ALB-2026-0001-1") -> LabelledEntry {
        LabelledEntry(
            entry: .init(
                seq: seq, at: at(0, minutes: -seq), principal: "ncp-usa (played by control, uid 0)", event: event, subject: subject,
                payload: JSONObject(), previousHash: "", hash: ""))
    }

    static var data: BoardData {
        var data = BoardData()
        data.caller = .init(uid: 1, roles: ["duty"], principals: ["duty-desk"], exercise: true)
        data.marking = Marking(isExercise: true, classification: .secret)
        data.requests = [
            request("EST", .routine, .submitted), request("ALB", .flash), request("GBR", .immediate, filled: .fully, title: "日本語の題名 Łódź"),
            request("DNK", .immediate, title: "hostile \u{1B}[31m\u{7}\u{202E}title"),
        ]
        data.filed = ["REQ-EST-2026-0001": now.adding(seconds: -7500), "REQ-ALB-2026-0001": now.adding(hours: -20)]
        data.taskings = [
            tasking("ALB", .awaitingConsent), tasking("GBR", .onTask, start: -100, end: -1), tasking("DNK", .consented),
        ]
        data.consents = [
            consent("ALB", of: "ALB", .host, replyBy: at(0, minutes: 40)), consent("USA", of: "ALB", replyBy: at(0, minutes: 40)),
            consent("EST", of: "EST", replyBy: at(-1)),
        ]
        data.readiness = [
            .init(nation: "DEU", experts: strength(9, available: 8), teams: strength(1, available: 1), effects: strength(0, available: 0)),
            .init(nation: "EST", experts: strength(4, available: 1), teams: strength(0, available: 0), effects: strength(0, available: 0)),
            .init(nation: "SVN", experts: strength(2, available: 0), teams: strength(0, available: 0), effects: strength(0, available: 0)),
        ]
        data.readAt = now
        return data
    }

    /// Three open requests: one that nine answers are missing for, one whose people are not all as far as the others, one to validate.
    static var busy: BoardData {
        var data = data
        data.requests = [
            request("ALB", .flash, title: "Destructive attack on government e-services"),
            request("DNK", .immediate, start: -8, title: "Loss of satellite modems disables remote control of wind turbines"),
            request("EST", .routine, .submitted, title: "Sustained denial of service against parliament, banks and media"),
        ]
        data.requests[0].replyBy = at(5)
        let people = ["DEU-0004", "FRA-0021", "HUN-0006", "ESP-0012", "NLD-0006", "ROU-0004"]
        data.taskings = [
            tasking("ALB", .awaitingConsent),
            tasking("DNK", .onTask, start: -8, people.map { element($0, $0.hasPrefix("D") ? .onTask : .ordered) }),
            tasking("EST", .ordered, start: 4, end: 300),
        ]
        data.consents = [consent("ALB", of: "ALB", .host, replyBy: at(5))]
        data.consents += ["DEU", "EST", "ESP", "FRA", "HUN", "NLD", "NOR", "ROU"].map { consent($0, of: "ALB", replyBy: at(5)) }
        return data
    }

    static func busyState(_ columns: Int, _ rows: Int) -> BoardState {
        var state = state(columns, rows)
        state.data = busy
        return state
    }

    static func state(_ columns: Int, _ rows: Int, events: Int = 30) -> BoardState {
        BoardState(data: data, events: (1...events).map { event($0) }, size: ScreenSize(columns: columns, rows: rows))
    }
}
