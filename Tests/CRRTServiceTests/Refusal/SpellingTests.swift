import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Texts are the same where their bytes are. To Swift two are equal, too, that spell an accented letter in one code point or in two.
@Suite("Spelling")
struct SpellingTests {
    private static let composed = "Caf\u{e9}"
    private static let decomposed = "Cafe\u{301}"

    @Test("a title spelt otherwise is no mere relabelling")
    func relabelled() throws {
        try InProcessDesk.with { (desk) throws in
            var terms = OneTasking.terms()
            terms.title = Self.composed
            let id = try OneTasking.validated(terms, desk)
            _ = try desk.call(Requests.Cancel.self, .init(id: id, reason: "no longer"), as: OneTasking.albania)
            terms.classification = .NC
            var other = terms
            other.title = Self.decomposed
            #expect(
                try desk.ask(Requests.Amend.self, .init(id: id, request: other), as: OneTasking.albania).errorName == "IllegalTransition")
            _ = try desk.call(Requests.Amend.self, .init(id: id, request: terms), as: OneTasking.albania)
        }
    }

    @Test("an import that spells a title otherwise changes it")
    func imported() throws {
        try InProcessDesk.with { (desk) throws in
            func summary(_ title: String) throws -> Roster.ImportSummary {
                let effect = Roster.Effect(
                    id: "EST-EFF-01", nation: "EST", title: title, category: .defensive, kind: "sinkhole", leadHours: 1,
                    classification: .NR, releasableTo: ["NATO"])
                return try desk.call(Roster.Import.self, .init(records: [.init(effect: effect)]), as: OneTasking.estonia).summary
            }
            #expect(try summary(Self.composed).created == 1)
            #expect(try summary(Self.composed).unchanged == 1)
            #expect(try summary(Self.decomposed).updated == 1)
        }
    }

    @Test("a difference tells spellings apart, and a text from no value")
    func difference() throws {
        func lines(_ old: JSONObject, _ new: JSONObject) -> [String] {
            FieldDifference.between(old, new).map { "\($0.field): \($0.old) -> \($0.new)" }
        }
        let spelt = FieldDifference.between(["title": .string(Self.composed)], ["title": .string(Self.decomposed)])
        #expect(spelt.count == 1)
        #expect(lines(["title": .string(Self.composed)], ["title": .string(Self.composed)]) == [])
        #expect(lines(["summary": "nothing"], [:]) == [#"summary: "nothing" -> nothing"#])
        #expect(lines([:], ["summary": "nothing"]) == [#"summary: nothing -> "nothing""#])
        #expect(lines(["effects": ["nothing", "x"]], ["effects": []]) == [#"effects: "nothing", x -> []"#])
    }
}
