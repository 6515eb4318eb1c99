import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// Two worlds in which the others' part of a matter differs: who else is sent, who of them agrees, is replaced, stays longer, falls ill or
/// is recalled, and what else is ordered for the same request. A nation that is in it with its own people hears the same in both. What the
/// host answers is the same in both, because it is about everybody.
///
/// Only digests are masked: those of different terms must differ, and a salt that the nation does not know keeps them from telling more.
@Suite("A nation's part of a joint tasking")
struct JointTaskingTests {
    @Test("says nothing of the others' parts")
    func part() throws {
        let (one, other) = (try heard(inOther: false), try heard(inOther: true))
        #expect(one.count == other.count)
        for (left, right) in zip(one, other) { #expect(left == right) }
        // What differs is there to be seen by those who may.
        #expect(one.contains { $0.contains("EST-0001") } && one.contains { $0.contains(#""state":"closed""#) })
        #expect(one.contains { $0.contains(day(12)) })
        #expect(!one.contains { $0.contains("LVA-") || $0.contains("ncp-lva") || $0.contains(#""filled""#) || $0.contains("salt\":") })
    }

    private func heard(inOther other: Bool) throws -> [String] {
        try InProcessDesk.with { desk in
            let estonia = TestSite.contact("EST")
            let watch = desk.begin(Journal.Watch.name, Array(#"{"since":0}"#.utf8), more: true, as: estonia)
            var (heard, digests): ([String], [String]) = ([], [])
            for step in try steps(desk, other) {
                desk.clock.advance(milliseconds: 60_000)
                try step()
                desk.letWatchersRead()
                heard += questions.flatMap { desk.transcript($0, Array("{}".utf8), more: true, as: estonia) }
            }
            heard += watch.replies.filter { $0.contains("entry") }
            return heard.map { masked($0, &digests) }
        }
    }

    private let questions = [Taskings.List.name, Consents.List.name, Requests.List.name, Journal.Read.name, Roster.ListExperts.name]

    private func steps(_ desk: InProcessDesk, _ other: Bool) throws -> [() throws -> Void] {
        let year = Samples.today.components.year
        let (request, tasking) = ("REQ-ALB-\(year)-0001", "TSK-ALB-\(year)-0001-1")
        func send<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, _ uid: UInt32) throws {
            _ = try desk.call(method, parameters, as: uid)
            // Whether the watcher's nation is asked is decided when they read.
            desk.letWatchersRead()
        }
        func grant(_ id: String, _ nation: String, _ kind: Consents.Grant.Parameters.Kind, second: Bool = false) throws {
            let conditions = nation == "EST" ? nil : "words of \(other ? "one" : "another")"
            try send(
                Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind, conditions: conditions),
                TestSite.contact(nation, second: second))
        }
        func refuse(_ id: String, _ nation: String) throws {
            try send(
                Consents.Refuse.self, .init(tasking: id, nation: nation, kind: .contribute, reason: "\(nation) says no"),
                TestSite.contact(nation))
        }
        func people(_ ids: [String]) -> [Taskings.Assignment] { ids.map { .init(seat: 0, expert: $0) } }
        return [
            { for id in ["EST-0001", "LVA-0001", "LVA-0002", "LVA-0003"] { try put(id, desk) } },
            {
                try send(Requests.Submit.self, .init(request: terms()), TestSite.contact("ALB"))
                try send(Requests.Validate.self, .init(id: request), TestSite.duty)
                let with = people(["EST-0001", other ? "LVA-0002" : "LVA-0001"])
                try send(Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: with), TestSite.duty)
            },
            {
                guard other else { return }
                let second = "TSK-ALB-\(year)-0001-2"
                try send(Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: people(["LVA-0003"])), TestSite.duty)
                try grant(second, "LVA", .contribute)
                try grant(second, "ALB", .host)
                try send(Taskings.Order.self, .init(id: second), TestSite.authority)
            },
            { try other ? refuse(tasking, "LVA") : grant(tasking, "LVA", .contribute) },
            { try grant(tasking, "EST", .contribute) },
            { try grant(tasking, "ALB", .host) },
            { try send(Taskings.Order.self, .init(id: tasking), TestSite.authority) },
            {
                guard other else { return }
                let with = people(["LVA-0001"])
                try send(Taskings.Replace.self, .init(id: tasking, assignments: with), TestSite.duty)
            },
            {
                guard other else { return }
                try grant(tasking, "LVA", .contribute, second: true)
                try grant(tasking, "ALB", .host)
                try send(Taskings.Order.self, .init(id: tasking), TestSite.authority)
            },
            {
                desk.waitFor(day(5))
                try send(Taskings.Advance.self, .init(id: tasking, event: .begin, experts: ["EST-0001"]), TestSite.duty)
            },
            {
                guard other else { return }
                try send(Taskings.Advance.self, .init(id: tasking, event: .begin, experts: ["LVA-0001"]), TestSite.duty)
            },
            { try send(Taskings.Extend.self, .init(id: tasking, until: day(12)), TestSite.duty) },
            { try grant(tasking, "EST", .contribute) },
            { if other { try refuse(tasking, "LVA") } },
            { try grant(tasking, "ALB", .host) },
            {
                let reason = "crisis in \(other ? "Riga" : "Liepāja")"
                guard other else {
                    return try send(Taskings.Recall.self, .init(id: tasking, nation: "LVA", reason: reason), TestSite.contact("LVA"))
                }
                try send(Taskings.Withdraw.self, .init(id: tasking, experts: ["LVA-0001"], cause: .ill, reason: reason), TestSite.duty)
            },
            {
                guard other else { return }
                try send(Taskings.Advance.self, .init(id: tasking, event: .home, experts: ["LVA-0001"]), TestSite.contact("LVA"))
            },
            { try send(Taskings.Advance.self, .init(id: tasking, event: .release, experts: ["EST-0001"]), TestSite.duty) },
            { try send(Taskings.Advance.self, .init(id: tasking, event: .home, experts: ["EST-0001"]), TestSite.contact("EST")) },
            { try send(Taskings.Advance.self, .init(id: tasking, event: .close, report: "done"), TestSite.duty) },
        ]
    }

    private func put(_ id: String, _ desk: InProcessDesk) throws {
        let nation = String(id.prefix(3))
        let expert = Roster.Expert(
            id: id, nation: nation, clearance: .init(level: .NS, validUntil: String(day(90).prefix(10))), skills: ["PD-WRL-003": 4],
            noticeHours: 1, mode: .both)
        _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact(nation))
    }

    private func terms() -> Requests.Request {
        .init(
            nation: "ALB", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .both, start: day(5), end: day(10),
            seats: [.init(skill: "PD-WRL-003", minLevel: 3, count: 3)])
    }

    private func day(_ number: Int) -> String { Samples.today.startOfDay.adding(days: number).description }

    /// Each digest by the order in which it first appears.
    private func masked(_ text: String, _ known: inout [String]) -> String {
        text.split(separator: "\"", omittingEmptySubsequences: false).map { part in
            guard part.utf8.count == 64, part.allSatisfy(\.isHexDigit) else { return String(part) }
            if !known.contains(String(part)) { known.append(String(part)) }
            return "digest \(known.firstIndex(of: String(part)) ?? 0)"
        }.joined(separator: "\"")
    }
}
