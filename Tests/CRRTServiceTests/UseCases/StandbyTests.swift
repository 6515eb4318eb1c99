import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import JournalProof
import Testing
import Varlink

@testable import CRRTService

/// Standby periods: whose they are, what they change in a match, and who reads of them.
@Suite("Standby")
struct StandbyTests {
    private static let (estonia, latvia, france) = (TestSite.contact("EST"), TestSite.contact("LVA"), TestSite.contact("FRA"))

    /// A Estonian team with a Latvian member, and a French one.
    private func withTeams(_ body: (InProcessDesk) throws -> Void) throws {
        try InProcessDesk.with { desk in
            for id in ["EST-0001", "EST-0002", "LVA-0001", "FRA-0001"] {
                var expert = OneTasking.expert(id)
                expert.noticeHours = 48
                if id == "LVA-0001" { expert.teams = ["EST-CRRT-1"] }
                _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact(String(id.prefix(3))))
            }
            for (id, members) in [("EST-CRRT-1", ["EST-0001", "LVA-0001"]), ("FRA-CRRT-1", ["FRA-0001"])] {
                let nation = String(id.prefix(3))
                let team = Roster.Team(id: id, name: "Team", nation: nation, members: members, noticeHours: 72)
                _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: TestSite.contact(nation))
            }
            try body(desk)
        }
    }

    private func period(
        _ desk: InProcessDesk, _ id: String = "EST-STB-1", team: String? = "EST-CRRT-1", experts: [String]? = nil, _ start: Int = -1,
        _ end: Int = 6, notice: Int = 2
    ) -> Standby.Period {
        let now = desk.clock.now
        return .init(
            id: id, team: team, experts: experts, start: now.adding(days: start).description, end: now.adding(days: end).description,
            tier: .first, noticeHours: notice)
    }

    @discardableResult
    private func put(_ period: Standby.Period, _ desk: InProcessDesk) throws -> Standby.Put.Reply {
        try desk.call(Standby.Put.self, .init(period: period), as: TestSite.contact(String(period.id.prefix(3))))
    }

    /// A request that allows 6 hours of notice.
    private func urgent(_ desk: InProcessDesk, people: Int = 1) throws -> String {
        var terms = OneTasking.terms()
        terms.maxNoticeHours = 6
        (terms.start, terms.end) = (desk.clock.now.adding(days: 1).description, desk.clock.now.adding(days: 4).description)
        terms.seats = [.init(skill: terms.seats[0].skill, minLevel: 3, count: people)]
        return try OneTasking.validated(terms, desk)
    }

    private func match(_ request: String, at: String? = nil, _ desk: InProcessDesk) throws -> [Requests.Candidate] {
        try desk.call(Requests.Match.self, .init(id: request, at: at), as: TestSite.duty).candidates
    }

    @Test("members go with their team at its notice, a foreign one once their nation has confirmed, at the instant of asking")
    func matching() throws {
        try withTeams { desk in
            let request = try urgent(desk, people: 2)
            #expect(try match(request, desk).isEmpty)
            let stated = try put(period(desk), desk).period
            #expect(stated.state == .offered && stated.nations == ["LVA"])
            #expect(try match(request, desk).allSatisfy { $0.kind != .team }, "the Latvian does not count yet")
            let confirmed = try desk.call(Standby.Confirm.self, .init(id: "EST-STB-1"), as: Self.latvia).period
            #expect(confirmed.state == .confirmed && confirmed.confirmedBy == ["LVA"] && confirmed.revision == nil)
            let found = try match(request, desk)
            #expect(found.map(\.kind) == [.team] && found[0].standby == "EST-STB-1" && found[0].arrivalHours == 2)
            #expect(found[0].assignments.map(\.standby) == ["EST-STB-1", "EST-STB-1"])
            #expect(found[0].assignments.map(\.noticeHours) == [2, 2])
            #expect(try match(request, at: desk.clock.now.adding(days: 7).description, desk).isEmpty, "after the period")
            let why = try desk.call(Requests.Explain.self, .init(id: request, team: "EST-CRRT-1"), as: TestSite.duty)
            #expect(why.eligible && why.standby?.map(\.id) == ["EST-STB-1"])
            let alone = try desk.call(Requests.Explain.self, .init(id: request, expert: "EST-0001"), as: TestSite.duty)
            #expect(alone.objections.map(\.code) == ["NOTICE_TOO_LONG"] && alone.standby?.map(\.team) == ["EST-CRRT-1"])
            #expect(try desk.call(Service.CheckRoster.self, .init(), as: TestSite.administrator).intact)
        }
    }

    @Test("named experts have the notice wherever they go; proposal and order judge it again, a mission that goes on does not")
    func namedExperts() throws {
        try withTeams { desk in
            let request = try urgent(desk)
            let proposal = Taskings.Propose.Parameters(
                request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0002")])
            #expect(try desk.ask(Taskings.Propose.self, proposal, as: TestSite.duty).errorName == "NotEligible")
            try put(period(desk, team: nil, experts: ["EST-0002"], 0, 1), desk)
            #expect(try match(request, desk).map(\.assignments).map { $0.map(\.standby) } == [["EST-STB-1"]])
            let eligible = try desk.call(Requests.Eligible.self, .init(id: request, seat: 0), as: TestSite.duty).people
            #expect(eligible.map(\.expert) == ["EST-0002"] && eligible[0].noticeHours == 2 && eligible[0].standby == "EST-STB-1")
            let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("ALB", .host)] {
                _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            _ = try desk.call(Standby.Withdraw.self, .init(id: "EST-STB-1", reason: "ill"), as: Self.estonia)
            #expect(try desk.ask(Taskings.Order.self, .init(id: id), as: TestSite.authority).errorName == "NotEligible")
            try put(period(desk, team: nil, experts: ["EST-0002"], 0, 1), desk)
            _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
            _ = try desk.call(Standby.Withdraw.self, .init(id: "EST-STB-1", reason: "over"), as: Self.estonia)
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .depart), as: TestSite.duty)
            desk.advance(hours: 24)
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .begin), as: TestSite.duty)
            let longer = desk.clock.now.adding(days: 9).description
            _ = try desk.call(Taskings.Extend.self, .init(id: id, until: longer), as: TestSite.duty)
        }
    }

    @Test("it is restored with the roster after a restart")
    func restart() throws {
        try withTeams { desk in
            let request = try urgent(desk)
            try put(period(desk, team: nil, experts: ["EST-0002"]), desk)
            try desk.restart(killed: true, afterHours: 1)
            #expect(try match(request, desk).count == 1)
            #expect(try desk.store.verifyJournal().broken == nil)
        }
    }

    @Test("a nation reads its own, those with its people, and those that ask it for an exchange; nothing of what others confirm")
    func readers() throws {
        try withTeams { desk in
            try put(period(desk), desk)
            try put(period(desk, "FRA-STB-1", team: "FRA-CRRT-1", 8, 15), desk)
            func listed(_ uid: UInt32) throws -> [String] {
                (try desk.call(Standby.List.self, .init(), as: uid).periods ?? []).map(\.id)
            }
            func entries(_ uid: UInt32) throws -> [String] {
                (try desk.call(Journal.Read.self, .init(limit: 1000), as: uid).entries ?? []).map(\.event)
                    .filter { $0.hasPrefix("standby.") }
            }
            #expect(try [Self.estonia, Self.latvia, Self.france].map(listed) == [["EST-STB-1"], ["EST-STB-1"], ["FRA-STB-1"]])
            #expect(try listed(TestSite.duty) == ["EST-STB-1", "FRA-STB-1"])
            let swap = Standby.AskSwap.Parameters(
                id: "EST-STB-1", with: "FRA-STB-1", start: desk.clock.now.adding(days: 8).description,
                end: desk.clock.now.adding(days: 15).description)
            _ = try desk.call(Standby.AskSwap.self, swap, as: Self.estonia)
            #expect(try listed(Self.france) == ["EST-STB-1", "FRA-STB-1"])
            let asked = try desk.call(Standby.Get.self, .init(id: "EST-STB-1"), as: Self.france).period
            #expect(asked.nations == nil && asked.swap?.with == "FRA-STB-1" && asked.revision == nil)
            #expect(try desk.call(Standby.Get.self, .init(id: "EST-STB-1"), as: Self.latvia).period.swap == nil)
            _ = try desk.call(Standby.Confirm.self, .init(id: "EST-STB-1"), as: Self.latvia)
            #expect(try desk.call(Standby.Get.self, .init(id: "EST-STB-1"), as: Self.france).period == asked)
            #expect(try entries(Self.france) == ["standby.put", "standby.swapAsked"])
            #expect(try entries(Self.latvia) == ["standby.put", "standby.confirmed"])
            #expect(try entries(Self.estonia) == ["standby.put", "standby.swapAsked", "standby.confirmed"])
            _ = try desk.call(Standby.AnswerSwap.self, .init(id: "EST-STB-1", agree: false), as: Self.france)
            #expect(try listed(Self.france) == ["FRA-STB-1"])
            for id in ["EST-STB-1", "EST-STB-7", "x"] {
                #expect(try desk.ask(Standby.Get.self, .init(id: id), as: Self.france).errorName == "NoSuchRecord", "\(id)")
            }
        }
    }

    @Test("two nations exchange times once the other agrees to what was asked, and others confirm anew")
    func exchange() throws {
        try withTeams { desk in
            try put(period(desk, "EST-STB-1", 1, 8), desk)
            try put(period(desk, "FRA-STB-1", team: "FRA-CRRT-1", 8, 15), desk)
            try put(period(desk, "EST-STB-2", 20, 27), desk)
            let overlapping = Standby.AskSwap.Parameters(
                id: "EST-STB-1", with: "FRA-STB-7", start: desk.clock.now.adding(days: 19).description,
                end: desk.clock.now.adding(days: 21).description)
            let twice = try desk.ask(Standby.AskSwap.self, overlapping, as: Self.estonia)
            #expect(twice.error?.as(Service.InvalidRecord.self)?.field == "start", "the team stands by then already")
            _ = try desk.call(Standby.Withdraw.self, .init(id: "EST-STB-2", reason: "x"), as: Self.estonia)
            _ = try desk.call(Standby.Confirm.self, .init(id: "EST-STB-1"), as: Self.latvia)
            func ask(_ days: Int) throws {
                let now = desk.clock.now
                _ = try desk.call(
                    Standby.AskSwap.self,
                    .init(
                        id: "EST-STB-1", with: "FRA-STB-1", start: now.adding(days: 8).description, end: now.adding(days: days).description),
                    as: Self.estonia)
            }
            try ask(14)
            #expect(
                try desk.ask(Standby.AnswerSwap.self, .init(id: "EST-STB-1", agree: true), as: Self.france).errorName == "IllegalTransition"
            )
            try ask(15)
            let answer = Standby.AnswerSwap.Parameters(id: "EST-STB-1", agree: true)
            #expect(try desk.ask(Standby.AnswerSwap.self, answer, as: Self.estonia).errorName == "PermissionDenied")
            #expect(try desk.ask(Standby.AnswerSwap.self, answer, as: Self.latvia).errorName == "IllegalTransition")
            let before = try desk.call(Standby.List.self, .init(), as: TestSite.duty).periods ?? []
            let own = try desk.call(Standby.AnswerSwap.self, answer, as: Self.france).period
            let after = try desk.call(Standby.List.self, .init(), as: TestSite.duty).periods ?? []
            #expect(own.id == "FRA-STB-1" && own.start == before[0].start && own.end == before[0].end && own.state == .confirmed)
            #expect(after.map(\.start) == before.map(\.start).reversed() && after[0].swap == nil)
            #expect(after[0].state == .offered && after[0].confirmedBy == nil, "Latvia confirmed another time")
            #expect(try desk.ask(Standby.AnswerSwap.self, answer, as: Self.france).errorName == "NoSuchRecord", "it is over")
        }
    }

    @Test("what was read and is another by now is neither confirmed nor exchanged; what has ended stays on record")
    func stale() throws {
        try withTeams { desk in
            try put(period(desk, "EST-STB-1", 1, 8), desk)
            try put(period(desk, "FRA-STB-1", team: "FRA-CRRT-1", 10, 17), desk)
            func read(_ uid: UInt32) throws -> Standby.Period { try desk.call(Standby.Get.self, .init(id: "EST-STB-1"), as: uid).period }
            func field<Reply>(_ answer: Answer<Reply>) -> String? { answer.error?.as(Service.InvalidRecord.self)?.field }
            let latvian = try read(Self.latvia)
            try put(period(desk, "EST-STB-1", 1, 9), desk)
            let late = try desk.ask(Standby.Confirm.self, .init(id: "EST-STB-1", read: latvian), as: Self.latvia)
            #expect(field(late) == "read")
            let takes = (desk.clock.now.adding(days: 10).description, desk.clock.now.adding(days: 17).description)
            let ask = Standby.AskSwap.Parameters(id: "EST-STB-1", with: "FRA-STB-1", start: takes.0, end: takes.1)
            _ = try desk.call(Standby.AskSwap.self, ask, as: Self.estonia)
            let french = try read(Self.france)
            try put(period(desk, "EST-STB-1", 1, 3), desk)
            _ = try desk.call(Standby.AskSwap.self, ask, as: Self.estonia)
            let blind = try desk.ask(Standby.AnswerSwap.self, .init(id: "EST-STB-1", agree: true, read: french), as: Self.france)
            #expect(field(blind) == "read")
            _ = try desk.call(Standby.Confirm.self, .init(id: "EST-STB-1", read: read(Self.latvia)), as: Self.latvia)
            _ = try desk.call(Standby.AnswerSwap.self, .init(id: "EST-STB-1", agree: true, read: read(Self.france)), as: Self.france)
            desk.advance(hours: 24 * 30)
            #expect(field(try desk.ask(Standby.Put.self, .init(period: period(desk, "EST-STB-1", 1, 8)), as: Self.estonia)) == "id")
            let withdrawn = try desk.ask(Standby.Withdraw.self, .init(id: "EST-STB-1", reason: "x"), as: Self.estonia)
            #expect(withdrawn.errorName == "IllegalTransition")
        }
    }

    @Test("a team that is suspended keeps its people from going")
    func suspendedTeam() throws {
        try withTeams { desk in
            try put(period(desk), desk)
            #expect(try desk.call(Standby.Now.self, .init(), as: TestSite.duty).clashes == nil)
            _ = try desk.call(Roster.SetOffer.self, .init(kind: .team, id: "EST-CRRT-1", event: .suspend), as: Self.estonia)
            let clashes = try desk.call(Standby.Now.self, .init(), as: TestSite.duty).clashes
            #expect(clashes?.map { "\($0.expert) \($0.kind)" } == ["EST-0001 offer"], "Latvia has not confirmed for its own")
        }
    }

    @Test("what is refused names the field")
    func refusals() throws {
        try withTeams { desk in
            func field(_ edit: (inout Standby.Period) -> Void) throws -> String? {
                var wrong = period(desk)
                edit(&wrong)
                let answer = try desk.ask(Standby.Put.self, .init(period: wrong), as: Self.estonia)
                return answer.error?.as(Service.InvalidRecord.self)?.field
            }
            #expect(try field { $0.team = "EST-CRRT-9" } == "team")
            #expect(try field { $0.team = "FRA-CRRT-1" } == "team")
            #expect(try field { $0.experts = ["EST-0001"] } == "experts")
            #expect(try field { ($0.team, $0.experts) = (nil, nil) } == "team")
            #expect(try field { ($0.team, $0.experts) = (nil, ["EST-0001", "EST-0009"]) } == "experts[1]")
            #expect(try field { ($0.team, $0.experts) = (nil, ["LVA-0001"]) } == "experts[0]")
            #expect(try field { ($0.team, $0.experts) = (nil, []) } == "experts")
            #expect(try field { $0.end = $0.start } == "end")
            #expect(try field { $0.end = desk.clock.now.description } == "end")
            #expect(try field { $0.end = desk.clock.now.adding(days: 400).description } == "end")
            #expect(try field { $0.noticeHours = -1 } == "noticeHours")
            #expect(try field { $0.leadNation = "FRA" } == "leadNation")
            #expect(try field { $0.id = "EST" } == "id")
            #expect(try field { $0.leadNation = "LVA" } == nil)
            #expect(
                try desk.ask(Standby.Put.self, .init(period: period(desk, "EST-STB-2", 3, 9)), as: Self.estonia).error?
                    .as(Service.InvalidRecord.self)?.field == "start", "the team stands by already")
            #expect(try desk.ask(Standby.Put.self, .init(period: period(desk)), as: Self.france).errorName == "PermissionDenied")
            #expect(
                try desk.ask(Standby.Put.self, .init(period: period(desk), ifRevision: 7), as: Self.estonia).errorName == "StaleRevision")
            #expect(try desk.ask(Standby.Confirm.self, .init(id: "EST-STB-1"), as: Self.estonia).errorName == "IllegalTransition")
            _ = try desk.call(Standby.Confirm.self, .init(id: "EST-STB-1"), as: Self.latvia)
            #expect(try desk.ask(Standby.Confirm.self, .init(id: "EST-STB-1"), as: Self.latvia).errorName == "IllegalTransition")
            #expect(try desk.ask(Standby.Withdraw.self, .init(id: "EST-STB-1", reason: " "), as: Self.estonia).errorName == "InvalidRecord")
            #expect(
                try desk.ask(Standby.Withdraw.self, .init(id: "EST-STB-1", reason: "x"), as: Self.latvia).errorName == "PermissionDenied")
        }
    }

    @Test("a rota is imported whole or not at all, every bad line named; the same once more changes nothing")
    func rota() throws {
        try withTeams { desk in
            func rota(_ weeks: Int) -> [Standby.Period] {
                (0..<weeks).map { period(desk, "EST-STB-\($0)", 7 * $0, 7 * $0 + 7) }
            }
            func count() throws -> Int { try desk.call(Standby.List.self, .init(limit: 500), as: Self.estonia).periods?.count ?? 0 }
            var wrong = rota(52)
            (wrong[3].team, wrong[20].noticeHours, wrong[30].id) = ("EST-CRRT-9", -1, "FRA-STB-1")
            let answer = try desk.ask(Standby.Import.self, .init(periods: wrong), as: Self.estonia)
            #expect(answer.error?.as(Standby.ImportRejected.self)?.issues.map(\.line) == [4, 21, 31])
            (wrong, wrong[9].end) = (rota(52), wrong[11].start)
            let overlap = try desk.ask(Standby.Import.self, .init(periods: wrong), as: Self.estonia)
            #expect(overlap.error?.as(Standby.ImportRejected.self)?.issues.map(\.line) == [10, 11])
            wrong[40].noticeHours = -1
            let both = try desk.ask(Standby.Import.self, .init(periods: wrong), as: Self.estonia)
            #expect(both.error?.as(Standby.ImportRejected.self)?.issues.map(\.line).sorted() == [10, 11, 41], "overlaps with the rest")
            #expect(try count() == 0)
            let trial = try desk.call(Standby.Import.self, .init(periods: rota(52), dryRun: true), as: Self.estonia)
            #expect(trial.summary.created == 52 && trial.seq == nil)
            #expect(try count() == 0)
            #expect(try desk.call(Standby.Import.self, .init(periods: rota(52)), as: Self.estonia).summary.created == 52)
            var again = rota(53)
            again[5].noticeHours = 4
            _ = try desk.call(Standby.Confirm.self, .init(id: "EST-STB-5"), as: Self.latvia)
            _ = try desk.call(Standby.Withdraw.self, .init(id: "EST-STB-6", reason: "x"), as: Self.estonia)
            let third = try desk.call(Standby.Import.self, .init(periods: again), as: Self.estonia)
            #expect((third.summary.created, third.summary.updated, third.summary.unchanged) == (1, 2, 50))
            #expect(
                third.changes?.map { "\($0.line) \($0.id ?? "") \($0.field ?? ""): \($0.reason)" } == [
                    "6 EST-STB-5 noticeHours: 2 -> 4", "6 EST-STB-5 confirmedBy: LVA to confirm anew",
                    "7 EST-STB-6 state: it was withdrawn, and is offered again",
                ])
            // The same team, with two weeks exchanged: at no time does it stand by twice.
            (again[1].start, again[1].end, again[2].start, again[2].end) = (again[2].start, again[2].end, again[1].start, again[1].end)
            #expect(try desk.call(Standby.Import.self, .init(periods: again), as: Self.estonia).summary.updated == 2)
        }
    }

    @Test("a report tells gaps, weeks by skill, load, call-outs and clashes, and who stands by now and next")
    func report() throws {
        try withTeams { desk in
            let now = desk.clock.now
            var absent = OneTasking.expert("EST-0002")
            absent.unavailable = [.init(start: now.adding(days: 2).description, end: now.adding(days: 3).description)]
            let put = try desk.call(Roster.PutExpert.self, .init(expert: absent), as: Self.estonia)
            #expect(put.seq > 0)
            let clashes = try self.put(period(desk, team: nil, experts: ["EST-0001", "EST-0002"], 0, 7), desk).clashes
            #expect(clashes?.map(\.expert) == ["EST-0002"] && clashes?.first?.kind == .absence)
            try self.put(period(desk, "FRA-STB-1", team: "FRA-CRRT-1", 8, 15), desk)
            let proposal = Taskings.Propose.Parameters(
                request: try urgent(desk), kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")])
            let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("ALB", .host)] {
                _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
            let asked = Standby.Report.Parameters(from: now.description, until: now.adding(days: 20).description)
            let report = try desk.call(Standby.Report.self, asked, as: TestSite.duty)
            #expect(report.gaps.filter { $0.tier == .first }.map(\.start) == [7, 15].map { now.adding(days: $0).description })
            #expect(report.load.map(\.nation) == ["EST", "FRA"] && report.load.map(\.hours) == [168, 168])
            #expect(report.load.map(\.callOuts) == [1, 0])
            #expect(Set(report.clashes.map(\.kind)) == [.absence, .deployment])
            #expect(report.weeks.count >= 3 && report.weeks.contains { !$0.skills.isEmpty })
            let french = try desk.call(Standby.Report.self, asked, as: Self.france)
            #expect(french.load.map(\.nation) == ["FRA"] && french.clashes.isEmpty)
            let who = try desk.call(Standby.Now.self, .init(), as: TestSite.duty)
            #expect(who.now.map(\.id) == ["EST-STB-1"] && who.next.map(\.id) == ["FRA-STB-1"] && who.clashes == nil)
            var second = period(desk, "FRA-STB-2", team: "FRA-CRRT-1", 2, 7)
            second.tier = .second
            try self.put(second, desk)
            desk.advance(hours: 60)
            let later = try desk.call(Standby.Now.self, .init(), as: TestSite.duty)
            #expect(Set(later.clashes?.map { "\($0.expert) \($0.kind)" } ?? []) == ["EST-0001 deployment", "EST-0002 absence"])
            #expect(later.now.map(\.id) == ["EST-STB-1", "FRA-STB-2"] && later.next.map(\.id) == ["FRA-STB-1"])
            #expect(try desk.call(Standby.Now.self, .init(), as: Self.france).clashes == nil)
            for (from, until) in [(asked.until, asked.from), (asked.from, now.adding(days: 800).description)] {
                let wrong = try desk.ask(Standby.Report.self, .init(from: from, until: until), as: TestSite.duty)
                #expect(wrong.error?.as(Service.InvalidRecord.self)?.field == "until")
            }
        }
    }
}
