import ArgumentParser
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// What a nation states with its consent.
@Suite("Conditions of a consent") struct ConsentGrantTests {
    private func consent(
        _ state: Consents.Consent.State, _ conditions: String? = nil, batch: Int? = nil, until: String? = nil,
        kind: Consents.Consent.Kind = .contribute
    ) -> Consents.Consent {
        .init(
            tasking: "TSK-ALB-2026-0001-1", nation: "EST", kind: kind, state: state, conditions: conditions,
            replyBy: "2026-12-02T00:00:00Z", digest: "d", batch: batch, until: until, terms: [:])
    }

    private func refused(_ asked: Consents.Consent, earlier: Consents.Consent...) -> Failure? {
        do throws(Failure) { try ConsentGrant.checkConditions(of: [asked], earlier: earlier + [asked]) } catch { return error }
        return nil
    }

    @Test("a stricter label or a longer stay is not granted without conditions that were stated before", arguments: [true, false])
    func earlier(isLonger: Bool) throws {
        let asked = consent(.requested, until: isLonger ? "2026-12-09T00:00:00Z" : nil)
        let failure = try #require(refused(asked, earlier: consent(.granted, "No press, by day", batch: 0)))
        #expect(failure.status == .usage && failure.details == ["conditions: No press, by day"])
        #expect(failure.text.contains(isLonger ? "(contribute, longer)" : "(contribute, stricter label)"))
        #expect(failure.text.hasSuffix("state them again with --conditions 'TEXT', or --conditions none for none"))
        #expect(failure.next == "crrtctl consent grant TSK-ALB-2026-0001-1 --conditions 'No press, by day'")
        #expect(refused(asked, earlier: consent(.granted, batch: 0)) == nil)
        #expect(refused(asked, earlier: consent(.granted, "No press", batch: 0, kind: .host)) == nil, "another consent")
        #expect(refused(asked, earlier: consent(.spent, "No press", batch: 0)) == nil, "it is over")
    }

    @Test("a replacement is a question of its own")
    func replacement() { #expect(refused(consent(.requested, batch: 1), earlier: consent(.granted, "No press", batch: 0)) == nil) }

    @Test("none is for no conditions", arguments: [("none", nil), ("No press", "No press"), (nil, nil)] as [(String?, String?)])
    func none(stated: String?, sent: String?) throws {
        let words = ["TSK-ALB-2026-0001-1"] + (stated.map { ["--conditions", $0] } ?? [])
        #expect(try ConsentGrant.parse(words).statedConditions == sent)
    }

    @Test("nations with which the people do not serve stand in the reply, in the list and on the page")
    func company() {
        var granted = consent(.granted, "No press", batch: 0)
        #expect(granted.companyWords == nil && granted.remarks == "No press")
        granted.notWith = ["HUN", "ROU"]
        #expect(granted.settled(19).hasPrefix("TSK-ALB-2026-0001-1: EST contribute granted, not with: HUN ROU"))
        #expect(granted.remarks == "No press; not with: HUN ROU")
        let times = TimeStyle(now: BoardSample.now, dateTimeGroups: false)
        let lines = Block.lines(
            ConsentViews.page(nil, [granted], skillTitles: [:], times, isWide: false), legend: true, columns: nil)
        #expect(lines.contains { $0.hasSuffix("not with: HUN ROU") && !$0.contains("No press") }, "\(lines)")
        #expect(ObjectionText.sentence("NOT_WITH", "EST does not serve with ROU") == "EST does not serve with ROU")
        #expect(ObjectionText.sentence("NOT_WITH", nil) == "does not serve with that nation")
    }
}
