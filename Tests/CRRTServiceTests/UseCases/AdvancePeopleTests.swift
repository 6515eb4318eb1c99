import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// People of a tasking depart, begin, are released and come home one by one or all together, and the tasking is closed once all are home.
@Suite("Advancing people")
struct AdvancePeopleTests {
    @Test("those who are named take the step; without names, all who can; the most advanced one is the tasking's state")
    func oneByOne() throws {
        typealias Event = Taskings.Advance.Parameters.Event
        let steps: [(event: Event, experts: [String]?, people: [String], state: Tasking.State)] = [
            (.depart, ["EST-0001"], ["moving", "ordered", "ordered"], .moving),
            (.begin, ["EST-0001"], ["onTask", "ordered", "ordered"], .onTask),
            (.depart, nil, ["onTask", "moving", "moving"], .onTask),
            (.begin, ["LVA-0001"], ["onTask", "moving", "onTask"], .onTask),
            (.release, ["EST-0001"], ["returning released", "moving", "onTask"], .onTask),
            (.home, nil, ["home released", "moving", "onTask"], .onTask),
            (.release, ["LVA-0001"], ["home released", "moving", "returning released"], .moving),
            (.begin, nil, ["home released", "onTask", "returning released"], .onTask),
            (.release, nil, ["home released", "returning released", "returning released"], .returning),
            (.home, ["EST-0002", "LVA-0001"], ["home released", "home released", "home released"], .returning),
            (.close, nil, ["home released", "home released", "home released"], .closed),
        ]
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            tasking.desk.waitFor(OneTasking.day(0))
            for (event, experts, people, state) in steps {
                tasking.desk.clock.advance(milliseconds: 60_000)
                _ = try tasking.step(event, experts).reply()
                let wanted = zip(SharedTasking.people, people).map { "\($0) \($1)" }
                #expect(try tasking.people == wanted && tasking.state == state, "\(event) \(experts ?? [])")
                #expect(try tasking.lastEntry.detail("experts") == experts?.joined(separator: " "))
            }
            let first = try tasking.element("EST-0001")
            let minutes = [first.departedAt, first.begunAt, first.left?.at, first.homeAt].map { at in
                at.map { ($0.milliseconds - first.period.start.milliseconds) / 60_000 }
            }
            #expect(minutes == [1, 2, 5, 6])
            #expect(try tasking.consents.allSatisfy { $0.state == .spent })
            #expect(try tasking.record.closedAt == tasking.desk.clock.now)
        }
    }

    @Test("who cannot take the step is named, and then nobody takes it")
    func refusals() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.step(.release, ["EST-0002"]).reply()
            let before = try tasking.seq
            let cases: [(event: Taskings.Advance.Parameters.Event, experts: [String]?, error: String)] = [
                (.depart, nil, "IllegalTransition"), (.begin, ["EST-0002"], "IllegalTransition"),
                (.release, ["EST-0001", "EST-0002"], "IllegalTransition"), (.home, ["EST-0001"], "IllegalTransition"),
                (.home, ["EST-0003"], "experts[0]"), (.home, ["EST-0002", "EST-0002"], "experts[1]"), (.home, [], "experts"),
                (.home, ["x"], "experts[0]"), (.close, ["EST-0002"], "experts"), (.close, nil, "IllegalTransition"),
            ]
            for (event, experts, error) in cases {
                let answer = try tasking.step(event, experts)
                #expect(answer.error?.as(Service.InvalidRecord.self)?.field ?? answer.errorName == error, "\(event) \(experts ?? [])")
            }
            let unable = try tasking.step(.release, ["EST-0001", "EST-0002"]).error?.as(Service.IllegalTransition.self)
            #expect(unable?.message.contains("EST-0002") == true && unable?.state == "returning")
            #expect(try tasking.seq == before)
        }
    }

    @Test("the duty desk takes every step, the host releases, and a nation reports its own people home")
    func rights() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.step(.release, as: SharedTasking.albania).reply()
            let before = try tasking.seq
            let cases: [(uid: UInt32, event: Taskings.Advance.Parameters.Event, experts: [String]?, error: String)] = [
                (SharedTasking.estonia, .home, ["LVA-0001"], "experts[0]"),
                (SharedTasking.albania, .home, ["EST-0001"], "PermissionDenied"), (SharedTasking.albania, .home, nil, "PermissionDenied"),
                (SharedTasking.estonia, .close, nil, "PermissionDenied"), (SharedTasking.albania, .close, nil, "PermissionDenied"),
                (SharedTasking.lithuania, .home, ["EST-0001"], "NoSuchRecord"), (TestSite.authority, .home, nil, "PermissionDenied"),
            ]
            for (uid, event, experts, error) in cases {
                let answer = try tasking.step(event, experts, as: uid)
                #expect(answer.error?.as(Service.InvalidRecord.self)?.field ?? answer.errorName == error, "\(event) by \(uid)")
            }
            #expect(try tasking.seq == before)
            _ = try tasking.step(.home, ["EST-0001"], as: SharedTasking.estonia).reply()
            #expect(try tasking.element("EST-0001").state == .home)
            // Without names, all of its own who are on the way home.
            _ = try tasking.step(.home, as: SharedTasking.estonia).reply()
            let people = try tasking.record.elements
            #expect(people.allSatisfy { ($0.state == .home) == ($0.nation.description == "EST") }, "\(people)")
        }
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            tasking.desk.waitFor(OneTasking.day(0))
            for uid in [SharedTasking.estonia, SharedTasking.albania] {
                for event in [Taskings.Advance.Parameters.Event.depart, .begin] {
                    #expect(try tasking.step(event, ["EST-0001"], as: uid).errorName == "PermissionDenied")
                }
            }
            #expect(try tasking.step(.release, ["EST-0001"], as: SharedTasking.estonia).errorName == "PermissionDenied")
        }
    }

    // MARK: - When it happened

    /// Hours from the order, at which the clock stands at 6.
    @Test(
        "a stated time is not in the future, not before the order, and not before the step before it",
        arguments: [
            (Taskings.Advance.Parameters.Event.depart, -1, false), (.depart, 0, true), (.depart, 3, true), (.depart, 6, true),
            (.depart, 7, false), (.release, 3, false), (.close, 3, false),
        ])
    func stated(event: Taskings.Advance.Parameters.Event, hours: Int, isTaken: Bool) throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            let ordered = tasking.desk.clock.now
            tasking.desk.advance(hours: 6)
            let before = try tasking.seq
            let answer = try tasking.step(event, at: ordered.adding(hours: hours).description)
            #expect(answer.error?.as(Service.InvalidRecord.self)?.field == (isTaken ? nil : "at"), "\(answer)")
            #expect(try tasking.seq == before + (isTaken ? 1 : 0))
            guard isTaken else { return }
            #expect(try tasking.record.elements.allSatisfy { $0.departedAt == ordered.adding(hours: hours) })
            #expect(try tasking.lastEntry.detail("at") == ordered.adding(hours: hours).description)
        }
    }

    @Test("work that began before the start, and a way home before the work, are refused")
    func order() throws {
        try SharedTasking.with(at: .moving) { (tasking) throws in
            tasking.desk.waitFor(OneTasking.day(2))
            func at(_ day: Int, _ event: Taskings.Advance.Parameters.Event) throws -> String? {
                let answer = try tasking.step(event, at: OneTasking.day(day))
                return answer.error?.as(Service.InvalidRecord.self)?.field ?? answer.errorName
            }
            #expect(try at(-1, .begin) == "IllegalTransition")
            #expect(try at(1, .begin) == nil)
            _ = try tasking.step(.release).reply()
            #expect(try at(0, .home) == "at")
            #expect(try at(3, .home) == "at")
            #expect(try at(2, .home) == nil)
            #expect(try tasking.record.elements.allSatisfy { $0.homeAt?.description == OneTasking.day(2) })
        }
    }

    @Test("of those who were ordered later their own order counts, and of the others theirs")
    func laterOrder() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            let first = tasking.desk.clock.now
            _ = try tasking.withdraw(["EST-0002"]).reply()
            _ = try tasking.replace(["LTU-0001"]).reply()
            try tasking.grant("LTU")
            try tasking.grant("ALB", .host)
            tasking.desk.advance(hours: 6)
            _ = try tasking.order().reply()
            let between = first.adding(hours: 3).description
            #expect(try tasking.step(.depart, ["LTU-0001"], at: between).error?.as(Service.InvalidRecord.self)?.field == "at")
            #expect(try tasking.step(.depart, at: between).error?.as(Service.InvalidRecord.self)?.field == "at", "of all, theirs too")
            _ = try tasking.step(.depart, ["EST-0001", "LVA-0001"], at: between).reply()
            #expect(try tasking.element("EST-0001").departedAt == first.adding(hours: 3))
            _ = try tasking.step(.depart, at: first.adding(hours: 6).description).reply()
            #expect(try tasking.element("LTU-0001").departedAt == first.adding(hours: 6))
        }
    }

    // MARK: - The end

    /// How people turn back before the tasking is closed, and its state then.
    private enum Ending: String, CaseIterable {
        case released, recalled, hostRevoked, aborted

        var state: Tasking.State {
            switch self {
            case .released: .closed
            case .recalled, .hostRevoked: .recalled
            case .aborted: .aborted
            }
        }
    }

    @Test(
        "with people on the way home nothing is closed; then it is, with a report, and what was stopped keeps its name",
        arguments: Ending.allCases)
    private func close(ending: Ending) throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            switch ending {
            case .released: _ = try tasking.step(.release).reply()
            case .recalled: for nation in ["EST", "LVA"] { _ = try tasking.recall(nation).reply() }
            case .hostRevoked: _ = try tasking.revoke("ALB", .host).reply()
            case .aborted: _ = try tasking.desk.call(Taskings.Abort.self, .init(id: tasking.id, reason: "over"), as: TestSite.duty)
            }
            #expect(try tasking.people == SharedTasking.people.map { "\($0) returning \(ending.rawValue)" })
            _ = try tasking.step(.home, ["EST-0001"]).reply()
            let parameters = Taskings.Advance.Parameters(id: tasking.id, event: .close, report: "What was found")
            let early = try tasking.desk.ask(Taskings.Advance.self, parameters, as: TestSite.duty).error?.as(Service.IllegalTransition.self)
            #expect(early?.message.contains("EST-0002, LVA-0001 are not home") == true, "\(early?.message ?? "")")
            func closing() throws -> String? {
                try tasking.desk.ask(Requests.Close.self, .init(id: tasking.request, outcome: "done"), as: TestSite.duty).errorName
            }
            #expect(try closing() == "IllegalTransition", "the request waits for them, too")
            _ = try tasking.step(.home).reply()
            #expect(try tasking.state == (ending == .released ? .returning : ending.state))
            _ = try tasking.desk.call(Taskings.Advance.self, parameters, as: TestSite.duty)
            let closed = try tasking.record
            #expect(closed.state == ending.state && closed.remark == "What was found" && closed.closedAt == tasking.desk.clock.now)
            #expect(try tasking.step(.close).errorName == "IllegalTransition", "once is enough")
            #expect(try closing() == nil)
        }
    }

    @Test("without a report, what was stopped keeps the reason for it; what was never ordered is not closed")
    func withoutReport() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            _ = try tasking.desk.call(Taskings.Abort.self, .init(id: tasking.id, reason: "overtaken"), as: TestSite.authority)
            _ = try tasking.step(.close).reply()
            #expect(try tasking.record.remark == "overtaken" && tasking.state == .aborted && tasking.record.closedAt != nil)
        }
        for stage in [Tasking.State.awaitingConsent, .consented] {
            try SharedTasking.with(at: stage) { (tasking) throws in
                #expect(try tasking.step(.close).errorName == "IllegalTransition")
                _ = try tasking.desk.call(Taskings.Abort.self, .init(id: tasking.id, reason: "overtaken"), as: TestSite.authority)
                #expect(try tasking.step(.close).errorName == "IllegalTransition" && tasking.state == .aborted)
            }
        }
    }
}
