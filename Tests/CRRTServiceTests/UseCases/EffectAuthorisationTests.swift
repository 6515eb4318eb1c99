import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// No effect is used with an authorisation that has run out, nor under another legal review than was agreed to.
@Suite("Authorisation of effects")
struct EffectAuthorisationTests {
    /// The use ends with day 10.
    @Test("an effect is proposed where its authorisation lasts until the end, else not", arguments: [(10, true), (9, false)])
    func propose(day: Int, isTaken: Bool) throws {
        try InProcessDesk.with { desk in
            try EffectTasking.put("SWE-EFF-01", desk) { $0.authorisedUntil = OneTasking.day(day) }
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let answer = try EffectTasking.propose(["SWE-EFF-01"], request, desk)
            guard !isTaken else {
                _ = try answer.reply()
                return
            }
            let refused = try #require(answer.error?.as(Requests.NotEligible.self))
            #expect(refused.objections.map(\.code) == ["AUTHORISATION_ENDS"])
            for word in ["SWE-EFF-01", "authorisedUntil", OneTasking.day(9), OneTasking.day(10), "crrtctl effect edit SWE-EFF-01"] {
                #expect(refused.message.contains(word), "\(refused.message)")
            }
        }
    }

    private enum Step: CaseIterable { case order, depart, begin }

    @Test("once it has run out no step forward is taken, and each is once the nation has renewed it", arguments: Step.allCases)
    private func forward(step: Step) throws {
        let stage: Element.State =
            switch step {
            case .order: .agreed
            case .depart: .ordered
            case .begin: .moving
            }
        try EffectTasking.with(at: stage, change: { $0.authorisedUntil = OneTasking.day(10) }) { tasking in
            try authorise(until: step == .begin ? 0 : -20, tasking)
            if step == .begin { tasking.desk.waitFor(OneTasking.day(0)) } else { tasking.desk.waitFor(OneTasking.day(-20)) }
            func take() throws -> (name: String?, message: String) {
                switch step {
                case .order: return told(try tasking.order())
                case .depart: return told(try tasking.step(.depart))
                case .begin: return told(try tasking.step(.begin))
                }
            }
            let before = try tasking.seq
            let refused = try take()
            #expect(refused.name == (step == .order ? "NotEligible" : "IllegalTransition"))
            for word in ["SWE-EFF-01", "authorisedUntil", "crrtctl effect edit SWE-EFF-01"] { #expect(refused.message.contains(word)) }
            #expect(try tasking.seq == before)
            try authorise(until: 10, tasking)
            #expect(try take().name == nil)
        }
    }

    @Test("an extension needs an authorisation until the new end, and consent to it")
    func extend() throws {
        try EffectTasking.with(at: .onTask, change: { $0.authorisedUntil = OneTasking.day(10) }) { tasking in
            #expect(told(try tasking.extend(to: 12)).message.contains("AUTHORISATION_ENDS (SWE-EFF-01: authorisedUntil is"))
            try authorise(until: 12, tasking)
            _ = try tasking.extend(to: 12).reply()
            try tasking.grant()
            #expect(try tasking.record.elements.map(\.period.end.description) == [OneTasking.day(12)])
        }
    }

    @Test("another review under a consent is a change of terms, and a later end of the authorisation is not")
    func review() throws {
        try EffectTasking.with(at: .agreed, change: { $0.legalReview = "LR 1" }) { tasking in
            let terms = try tasking.desk.call(Consents.List.self, .init(tasking: tasking.id), as: EffectTasking.sweden).consents ?? []
            #expect(terms.allSatisfy { $0.terms?.jsonString().contains("\"legalReview\":\"LR 1\"") ?? false } && !terms.isEmpty)
            try EffectTasking.put("SWE-EFF-01", tasking.desk) { ($0.legalReview, $0.authorisedUntil) = ("LR 2", OneTasking.day(90)) }
            let refused = told(try tasking.order())
            #expect(refused.name == "TermsChanged" && refused.message.contains("(legalReview)"), "\(refused)")
            try EffectTasking.put("SWE-EFF-01", tasking.desk) { ($0.legalReview, $0.authorisedUntil) = ("LR 1", OneTasking.day(90)) }
            _ = try tasking.order().reply()
        }
    }

    @Test("one that ends before the use of an ordered effect does is a concern of the tasking, and one that ends soon is told")
    func concern() throws {
        try EffectTasking.with(at: .ordered) { tasking in
            let desk = tasking.desk
            try EffectTasking.put("SWE-EFF-01", desk) { $0.authorisedUntil = OneTasking.day(5) }
            func codes(_ uid: UInt32) throws -> [String] {
                try desk.call(Taskings.Get.self, .init(id: tasking.id), as: uid).tasking.concerns?.map(\.code) ?? []
            }
            #expect(try codes(TestSite.duty) == ["AUTHORISATION_ENDS"] && codes(EffectTasking.sweden) == ["AUTHORISATION_ENDS"])
            #expect(try codes(EffectTasking.albania) == [], "the host may not read foreign offers")
            let serving = try desk.call(Roster.GetEffect.self, .init(id: "SWE-EFF-01"), as: EffectTasking.sweden).serving
            #expect(serving?.first?.concerns?.first?.hasPrefix("AUTHORISATION_ENDS") == true)
            let endings = try desk.call(Reports.Expiring.self, .init(within: 40 * 24), as: TestSite.duty).endings ?? []
            let found = endings.filter { $0.ends == .authorisation }
            #expect(found.map(\.id) == ["SWE-EFF-01"] && found.map(\.tasking) == [tasking.id] && found.map(\.at) == [OneTasking.day(5)])
        }
    }

    private func authorise(until day: Int, _ tasking: EffectTasking) throws {
        try EffectTasking.put("SWE-EFF-01", tasking.desk) { $0.authorisedUntil = OneTasking.day(day) }
    }

    private func told<Reply>(_ answer: Answer<Reply>) -> (name: String?, message: String) {
        (answer.errorName, answer.error?.parameters.jsonString() ?? "")
    }
}
