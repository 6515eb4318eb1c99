import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Single people are taken out of the work: they are ill, or no longer needed. The others go on.
@Suite("Withdrawing people")
struct WithdrawPeopleTests {
    @Test("by the duty desk or their nation, at every stage, and nobody else's part changes", arguments: OneTasking.stages, [false, true])
    func everyStage(stage: Tasking.State, byNation: Bool) throws {
        try SharedTasking.with(at: stage) { (tasking) throws in
            let latvia = try tasking.part(of: "LVA")
            let (cause, uid) = byNation ? (Taskings.Withdraw.Parameters.Cause.released, SharedTasking.estonia) : (.ill, TestSite.duty)
            _ = try tasking.withdraw(["EST-0002"], cause, as: uid).reply()
            let left = try tasking.element("EST-0002")
            let isAbroad = stage == .moving || stage == .onTask
            #expect(left.state == (isAbroad ? .returning : .out))
            #expect(left.left?.cause.rawValue == cause.rawValue && left.left?.at == tasking.desk.clock.now)
            #expect(try tasking.state == stage && tasking.part(of: "LVA") == latvia)
            #expect(try tasking.element("EST-0001").state == (stage == .awaitingConsent ? .asked : latvia.elements.first?.state))
            // The nation has another person in it, so its answer stands.
            #expect(try tasking.consent("EST").state == (stage == .awaitingConsent ? .requested : .granted))
            let entry = try tasking.lastEntry
            #expect(entry.event == "tasking.withdrawn" && entry.detail("elements") == "EST-0002")
            #expect(entry.detail("cause") == cause.rawValue && entry.detail("reason") == "fever")
            // Nothing is left of a nation without people, but its answer on record.
            _ = try tasking.withdraw(["EST-0001"], cause, as: uid).reply()
            let ended: Consent.State = stage == .awaitingConsent ? .lapsed : isAbroad ? .granted : .spent
            #expect(try tasking.consent("EST").state == ended)
            #expect(try tasking.state == stage && tasking.part(of: "LVA") == latvia)
        }
    }

    @Test("an order that is late finds who is left; a seat that fell open is asked for again")
    func openSeat() throws {
        try SharedTasking.with(at: .consented) { (tasking) throws in
            _ = try tasking.withdraw(["LVA-0001"]).reply()
            _ = try tasking.order().reply()
            #expect(try tasking.people == ["EST-0001 ordered", "EST-0002 ordered", "LVA-0001 out ill"])
            let match = try tasking.desk.call(Requests.Match.self, .init(id: tasking.request), as: TestSite.duty)
            #expect(match.seats.map(\.count) == [1] && match.leftOut == nil, "illness is no refusal")
        }
    }

    @Test("the last ordered person who turns back takes those along who are not ordered")
    func lastOne() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0001", "EST-0002"]).reply()
            _ = try tasking.replace(["LTU-0001"]).reply()
            _ = try tasking.withdraw(["LVA-0001"]).reply()
            #expect(try tasking.people == ["EST-0001 out ill", "EST-0002 out ill", "LVA-0001 out ill", "LTU-0001 out released"])
            #expect(try tasking.state == .returning && tasking.consents.allSatisfy { $0.state == .spent || $0.state == .lapsed })
            #expect(try tasking.step(.close).reply().tasking.state == .closed)
        }
    }

    @Test("what a person has is told to their nation and the operations centre alone")
    func reason() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            func reads(_ uid: UInt32) throws -> Bool {
                try tasking.desk.call(Journal.Read.self, .init(limit: 200), as: uid).jsonString().contains("fever")
            }
            for uid in [TestSite.duty, TestSite.authority, TestSite.auditor, SharedTasking.estonia] {
                #expect(try reads(uid), "\(uid)")
            }
            for uid in [SharedTasking.albania, SharedTasking.latvia, SharedTasking.lithuania] { #expect(try !reads(uid), "\(uid)") }
        }
    }

    @Test("other people's are not a nation's to withdraw, and who has turned back is not withdrawn again")
    func refusals() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            let before = try tasking.seq
            let cases: [(experts: [String], uid: UInt32, error: String)] = [
                (["EST-0001"], SharedTasking.latvia, "experts[0]"), (["LVA-0001", "EST-0001"], SharedTasking.latvia, "experts[1]"),
                (["EST-0001"], SharedTasking.albania, "PermissionDenied"), (["EST-0001"], TestSite.authority, "PermissionDenied"),
                (["EST-0001"], TestSite.auditor, "PermissionDenied"), (["EST-0001"], SharedTasking.lithuania, "NoSuchRecord"),
                (["EST-0002"], TestSite.duty, "IllegalTransition"), (["EST-0001", "EST-0002"], TestSite.duty, "IllegalTransition"),
                ([], TestSite.duty, "experts"), (["EST-0001", "EST-0001"], TestSite.duty, "experts[1]"),
                (["EST-0003"], TestSite.duty, "experts[0]"),
            ]
            for (experts, uid, error) in cases {
                let answer = try tasking.withdraw(experts, as: uid)
                #expect(answer.error?.as(Service.InvalidRecord.self)?.field ?? answer.errorName == error, "\(experts) by \(uid): \(answer)")
            }
            let silent = Taskings.Withdraw.Parameters(id: tasking.id, experts: ["EST-0001"], cause: .ill, reason: " ")
            let answer = try tasking.desk.ask(Taskings.Withdraw.self, silent, as: TestSite.duty)
            #expect(answer.error?.as(Service.InvalidRecord.self)?.field == "reason")
            #expect(try tasking.seq == before)
        }
    }
}
