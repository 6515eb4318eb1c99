import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// An effect is stopped in one call, by each of those whose right it is, from every state before its end.
@Suite("Ceasing effects")
struct CeaseEffectTests {
    private static let lowSweden: UInt32 = 2121
    private static let site = TestSite(
        extraPrincipals: """
              - name: ncp-swe-low
                users: [\(lowSweden)]
                roles: [ncp]
                nation: SWE
                clearance: NR

            """)
    private static let (one, other) = ("SWE-EFF-01", "SWE-EFF-02")

    private enum Who: CaseIterable {
        case owner, host, authority

        var uid: UInt32 {
            switch self {
            case .owner: EffectTasking.sweden
            case .host: EffectTasking.albania
            case .authority: TestSite.authority
            }
        }

        var told: String {
            switch self {
            case .owner: "SWE"
            case .host: "ALB"
            case .authority: "the releasing authority"
            }
        }
    }

    private func cease(
        _ tasking: EffectTasking, _ effect: String = one, everywhere: Bool = false, as uid: UInt32
    ) throws -> Answer<Taskings.Cease.Reply> {
        try tasking.desk.ask(
            Taskings.Cease.self, .init(id: everywhere ? nil : tasking.id, effect: effect, reason: "crisis"), as: uid)
    }

    @Test("from each state, by each of them; the other effect goes on", arguments: EffectTasking.stages, Who.allCases)
    private func table(stage: Element.State, who: Who) throws {
        try EffectTasking.with(at: stage, effects: [Self.one, Self.other]) { tasking in
            let reply = try cease(tasking, as: who.uid).reply()
            let end = [Element.State.moving, .onTask, .returning].contains(stage) ? Element.State.returning : .out
            let rest = stage == .returning ? "returning released" : "\(stage)"
            #expect(try tasking.effects == ["\(Self.one) \(end) ceased", "\(Self.other) \(rest)"])
            #expect(reply.tasking?.elements?.first?.cause == .ceased)
            for uid in [TestSite.auditor, EffectTasking.sweden] {
                let entry = try tasking.lastEntry(as: uid)
                #expect(entry.event == "tasking.ceased" && entry.detail("by") == who.told && entry.detail("reason") == "crisis")
                #expect(entry.detail("elements") == Self.one)
            }
        }
    }

    @Test("what has ended is not ceased, and a tasking whose effects were ceased is closed with a report", arguments: [true, false])
    func ended(wasUsed: Bool) throws {
        try EffectTasking.with(at: wasUsed ? .onTask : .ordered) { tasking in
            _ = try cease(tasking, as: EffectTasking.sweden).reply()
            #expect(try tasking.record.state == .returning)
            if wasUsed {
                _ = try tasking.desk.call(
                    Taskings.Advance.self, .init(id: tasking.id, event: .home, experts: [Self.one]), as: EffectTasking.sweden)
            }
            let refused = try cease(tasking, as: EffectTasking.sweden)
            #expect(refused.errorName == "IllegalTransition")
            _ = try tasking.step(.close).reply()
            #expect(try tasking.record.state == .closed)
        }
    }

    @Test("a proposal whose effects are ceased is declined, with the reason")
    func proposed() throws {
        try EffectTasking.with(at: .agreed) { tasking in
            _ = try cease(tasking, as: EffectTasking.albania).reply()
            let record = try tasking.record
            #expect(record.state == .declined && record.remark == "SWE-EFF-01 ceased by ALB: crisis")
            #expect(try tasking.order().errorName == "IllegalTransition")
        }
    }

    @Test("it is the right of owner, host and authority, and each sees what they stop")
    func rights() throws {
        try EffectTasking.with(at: .ordered) { tasking in
            let before = try tasking.seq
            #expect(try cease(tasking, as: TestSite.duty).errorName == "PermissionDenied")
            #expect(try cease(tasking, as: TestSite.contact("LVA")).errorName == "NoSuchRecord")
            #expect(try cease(tasking, everywhere: true, as: EffectTasking.albania).errorName == "PermissionDenied")
            #expect(try cease(tasking, everywhere: true, as: TestSite.authority).errorName == "PermissionDenied")
            #expect(try cease(tasking, "SWE-EFF-09", everywhere: true, as: EffectTasking.sweden).errorName == "NoSuchRecord")
            let absent = try cease(tasking, "SWE-EFF-09", as: EffectTasking.sweden).error?.as(Service.InvalidRecord.self)
            #expect(absent?.field == "effect" && absent?.reason.contains("crrtctl tasking show") == true)
            #expect(try cease(tasking, "x", as: EffectTasking.sweden).error?.as(Service.InvalidRecord.self)?.field == "effect")
            let empty = try tasking.desk.ask(
                Taskings.Cease.self, .init(id: tasking.id, effect: Self.one, reason: " "), as: EffectTasking.sweden)
            #expect(empty.error?.as(Service.InvalidRecord.self)?.field == "reason")
            #expect(try tasking.seq == before)
        }
    }

    @Test(
        "the owner stops it by its handle under any label, and the answer is that for an effect in no tasking",
        arguments: EffectTasking.stages)
    func byHandle(stage: Element.State) throws {
        try EffectTasking.with(Self.site, at: stage, classification: .NC) { tasking in
            try EffectTasking.put(Self.other, tasking.desk)
            let held = try cease(tasking, everywhere: true, as: Self.lowSweden).reply().jsonString()
            let free = try cease(tasking, Self.other, everywhere: true, as: Self.lowSweden).reply().jsonString()
            #expect(held == free && !held.contains("tasking\":"))
            #expect(try tasking.record.elements.map(\.left?.cause) == [.ceased])
            let entries = try tasking.desk.call(Journal.Read.self, .init(limit: 100), as: Self.lowSweden).entries ?? []
            #expect(entries.suffix(2).map(\.event) == ["effect.ceased", "effect.ceased"])
            #expect(entries.suffix(2).map(\.subject) == [Self.one, Self.other])
            #expect(entries.allSatisfy { !$0.payload.jsonString().contains("crisis") }, "the reason may be as secret as the tasking")
            #expect(try tasking.lastEntry().detail("reason") == "crisis")
        }
    }

    @Test("a nation recalls its effects by their handles, too: in one tasking, and in every one", arguments: [true, false])
    func recalled(everywhere: Bool) throws {
        try EffectTasking.with(Self.site, at: .onTask, effects: [Self.one, Self.other], classification: .NC) { tasking in
            let parameters = Taskings.Recall.Parameters(
                id: everywhere ? nil : tasking.id, nation: "SWE", reason: "crisis", experts: [Self.one])
            let reply = try tasking.desk.call(Taskings.Recall.self, parameters, as: everywhere ? Self.lowSweden : EffectTasking.sweden)
            #expect((reply.tasking == nil) == everywhere)
            #expect(try tasking.effects == ["\(Self.one) returning recalled", "\(Self.other) onTask"])
        }
    }

    @Test("an effect on its way home serves until it is home, whatever others do and its consent is")
    func serving() throws {
        try EffectTasking.with(at: .onTask, effects: [Self.one, Self.other]) { tasking in
            func serving(_ effect: String) throws -> [String]? {
                try tasking.desk.call(Roster.GetEffect.self, .init(id: effect), as: EffectTasking.sweden).serving?.map(\.tasking)
            }
            _ = try cease(tasking, as: EffectTasking.sweden).reply()
            #expect(try serving(Self.one) == [tasking.id] && serving(Self.other) == [tasking.id])
            let recall = Taskings.Recall.Parameters(id: tasking.id, nation: "SWE", reason: "crisis")
            _ = try tasking.desk.call(Taskings.Recall.self, recall, as: EffectTasking.sweden)
            #expect(try serving(Self.other) == [tasking.id], "its consent is revoked, and it is not home")
            let home = Taskings.Advance.Parameters(id: tasking.id, event: .home, experts: [Self.one])
            _ = try tasking.desk.call(Taskings.Advance.self, home, as: EffectTasking.sweden)
            #expect(try serving(Self.one) == nil && serving(Self.other) == [tasking.id])
        }
    }
}
