import CRRTDomain
import CRRTProtocol
import Testing

/// Each enumeration of the contract has the words of the domain's, no more and no fewer, in the same order.
@Suite struct EnumTests {
    private func words<Value: CaseIterable & RawRepresentable>(_: Value.Type) -> [String] where Value.RawValue == String {
        Value.allCases.map(\.rawValue)
    }

    @Test func classifications() {
        let words = words(Classification.self)
        #expect(self.words(Roster.Classification.self) == words)
        #expect(self.words(Requests.Classification.self) == words)
        #expect(self.words(Service.Classification.self) == words)
    }

    @Test func roster() {
        #expect(words(Roster.Expert.Mode.self) == words(Mode.self))
        #expect(words(Roster.Offer.State.self) == words(Offer.State.self))
        #expect(words(Roster.Effect.Category.self) == words(Effect.Category.self))
        #expect(words(Roster.SetOffer.Parameters.Event.self) == words(OfferLifecycle.Event.self))
    }

    @Test func requests() {
        #expect(words(Requests.Request.Mode.self) == words(Mode.self))
        #expect(words(Requests.Request.Severity.self) == words(Severity.self))
        #expect(words(Requests.Request.Mission.self) == words(Mission.self))
        #expect(words(Requests.Attribution.Confidence.self) == words(Incident.Attribution.Confidence.self))
        #expect(words(Requests.Request.Precedence.self) == words(Precedence.self))
        #expect(words(Requests.Request.State.self) == words(Request.State.self))
        #expect(words(Requests.SharedRequest.State.self) == words(Request.State.self))
        #expect(words(Requests.Request.Filled.self) == words(Request.Filled.self))
        #expect(words(Requests.Candidate.Kind.self) == words(Tasking.Kind.self).filter { $0 != "effect" }, "effects are not matched")
        #expect(words(Requests.ConsentNeed.Kind.self) == words(Consent.Kind.self))
    }

    @Test func notes() {
        #expect(words(Notes.Note.Kind.self) == words(Note.Kind.self))
    }

    @Test func campaigns() {
        #expect(words(Campaigns.Classification.self) == words(Classification.self))
        #expect(words(Campaigns.Campaign.State.self) == words(Campaign.State.self))
        #expect(words(Campaigns.Domain.self) == words(Campaign.Domain.self))
    }

    @Test func standby() {
        #expect(words(Standby.Period.State.self) == words(StandbyPeriod.State.self))
        #expect(words(Standby.Period.Tier.self) == words(StandbyPeriod.Tier.self))
        #expect(words(Standby.Gap.Tier.self) == words(StandbyPeriod.Tier.self))
        #expect(words(Standby.Clash.Kind.self) == words(StandbyClash.Kind.self))
    }

    @Test func taskings() {
        #expect(words(Taskings.Tasking.Kind.self) == words(Tasking.Kind.self))
        #expect(words(Taskings.Tasking.State.self) == words(Tasking.State.self))
        #expect(words(Taskings.Propose.Parameters.Kind.self) == words(Tasking.Kind.self))
        #expect(words(Taskings.ConsentState.Kind.self) == words(Consent.Kind.self))
        #expect(words(Taskings.ConsentState.State.self) == words(Consent.State.self))
        for event in words(Taskings.Advance.Parameters.Event.self) where event != "close" {
            #expect(ElementLifecycle.Event(rawValue: event) != nil)
        }
    }

    @Test func consents() {
        #expect(words(Consents.Consent.Kind.self) == words(Consent.Kind.self))
        #expect(words(Consents.Consent.State.self) == words(Consent.State.self))
        #expect(words(Consents.Grant.Parameters.Kind.self) == words(Consent.Kind.self))
        #expect(words(Consents.Refuse.Parameters.Kind.self) == words(Consent.Kind.self))
        #expect(words(Consents.Revoke.Parameters.Kind.self) == words(Consent.Kind.self))
    }
}
