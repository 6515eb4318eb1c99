import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// Positions that are made of times: many entries in one millisecond, places between them, a clock that is set back.
@Suite("Journal positions")
struct JournalPositionTests {
    private func expert(_ id: String) -> Roster.Expert {
        .init(id: id, nation: String(id.prefix(3)), skills: ["PD-WRL-003": 3], noticeHours: 1, mode: .remote)
    }

    private func entries(_ desk: InProcessDesk, since: Int? = nil, limit: Int? = nil, as uid: UInt32) throws -> [Journal.Entry] {
        try desk.call(Journal.Read.self, .init(since: since, limit: limit), as: uid).entries ?? []
    }

    @Test("every entry of one millisecond is found again from its own position, whatever others write between")
    func withinOneMillisecond() throws {
        try InProcessDesk.with { desk in
            let (estonia, latvia) = (TestSite.contact("EST"), TestSite.contact("LVA"))
            var answered: [Int] = []
            for number in 1...40 {
                if number.isMultiple(of: 9) { desk.clock.advance(milliseconds: 1) }
                if number.isMultiple(of: 3) {
                    _ = try desk.call(Roster.PutExpert.self, .init(expert: expert("LVA-\(number)")), as: latvia)
                }
                answered.append(try desk.call(Roster.PutExpert.self, .init(expert: expert("EST-\(number)")), as: estonia).seq)
            }
            let batch = (41...340).map { Roster.Record(expert: expert("EST-\($0)")) }
            let imported = try desk.call(Roster.Import.self, .init(records: batch), as: estonia).seq
            let all = try entries(desk, limit: 1000, as: estonia)
            #expect(all.map(\.subject) == (1...340).map { "EST-\($0)" } + ["EST"])
            #expect(all.prefix(40).map(\.seq) == answered)
            #expect(all.last?.seq == imported)
            #expect(zip(all, all.dropFirst()).allSatisfy { $0.seq < $1.seq })
            for (number, entry) in all.enumerated() {
                #expect(try entries(desk, since: entry.seq - 1, limit: 1, as: estonia) == [entry])
                #expect(try entries(desk, since: entry.seq, limit: 1, as: estonia) == Array(all.dropFirst(number + 1).prefix(1)))
            }
            // What is streamed at one go is numbered alike.
            let streamed = desk.transcript(Journal.Read.name, Array("{}".utf8), more: true, as: estonia)
            #expect(streamed.count == all.count)
            #expect(zip(streamed, all).allSatisfy { $0.contains("\"seq\":\($1.seq),") })
        }
    }

    @Test("an entry is never older than the one before it")
    func clockSetBack() throws {
        try InProcessDesk.with { desk in
            let estonia = TestSite.contact("EST")
            for (number, step) in [0, 5000, -3_600_000, 1, 7_200_000].enumerated() {
                desk.clock.advance(milliseconds: Int64(step))
                _ = try desk.call(Roster.PutExpert.self, .init(expert: expert("EST-\(number)")), as: estonia)
            }
            let all = try entries(desk, as: estonia)
            #expect(all.map(\.subject) == (0..<5).map { "EST-\($0)" })
            #expect(try zip(all, all.dropFirst()).allSatisfy { try Instant($0.at) <= Instant($1.at) && $0.seq < $1.seq })
            #expect(all[1].at == all[2].at)
        }
    }

    @Test("a nation that is asked later reads what came before, where it belongs")
    func askedLater() throws {
        try InProcessDesk.with { desk in
            let (albania, estonia) = (TestSite.contact("ALB"), TestSite.contact("EST"))
            let start = Samples.today.startOfDay
            let terms = Requests.Request(
                nation: "ALB", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .both,
                start: start.adding(days: 5).description, end: start.adding(days: 6).description,
                seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
            var person = expert("EST-1")
            person.clearance = .init(level: .NS, validUntil: start.adding(days: 90).date.description)
            let request = try #require(try desk.call(Requests.Submit.self, .init(request: terms), as: albania).request.id)
            desk.clock.advance(milliseconds: 5)
            let own = try desk.call(Roster.PutExpert.self, .init(expert: person), as: estonia)
            desk.clock.advance(milliseconds: 5)
            #expect(try entries(desk, as: estonia).map(\.event) == ["expert.put"])
            _ = try desk.call(Requests.Validate.self, .init(id: request), as: TestSite.duty)
            _ = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-1")]),
                as: TestSite.duty)
            let later = try entries(desk, as: estonia)
            #expect(later.map(\.event) == ["request.submitted", "expert.put", "request.validated", "tasking.proposed"])
            #expect(later[1].seq == own.seq)
            #expect(try entries(desk, since: own.seq, as: estonia).map(\.event) == ["request.validated", "tasking.proposed"])
        }
    }
}
