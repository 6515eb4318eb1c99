import CRRTDomain
import Testing

/// The tables of the design, written out once more by hand: what is not in them must be refused.
@Suite struct LifecycleTests {
    @Test func request() {
        expectExactly(
            [
                "- submit submitted",
                "submitted validate validated",
                "submitted return returned",
                "submitted amend submitted",
                "returned amend submitted",
                "validated amend submitted",
                "submitted cancel cancelled",
                "returned cancel cancelled",
                "validated cancel cancelled",
                "validated close closed",
                "validated expire expired",
                "submitted relabel submitted",
                "validated relabel validated",
                "returned relabel returned",
                "cancelled relabel cancelled",
                "closed relabel closed",
                "expired relabel expired",
            ], RequestLifecycle.next)
    }

    @Test func tasking() {
        expectExactly(
            [
                "- propose awaitingConsent",
                "awaitingConsent consent consented",
                "awaitingConsent decline declined",
                "consented decline declined",
                "consented order ordered",
                "ordered depart moving",
                "ordered begin onTask",
                "moving begin onTask",
                "onTask extend onTask",
                "moving release returning",
                "onTask release returning",
                "returning close closed",
                "awaitingConsent recall recalled",
                "consented recall recalled",
                "ordered recall recalled",
                "moving recall recalled",
                "onTask recall recalled",
                "awaitingConsent abort aborted",
                "consented abort aborted",
                "ordered abort aborted",
                "moving abort aborted",
                "onTask abort aborted",
            ], TaskingLifecycle.next)
    }

    @Test func consent() {
        expectExactly(
            [
                "- request requested",
                "requested endorse requested",
                "requested grant granted",
                "requested refuse refused",
                "requested lapse lapsed",
                "requested void lapsed",
                "granted void lapsed",
                "granted revoke revoked",
                "granted spend spent",
            ], ConsentLifecycle.next)
    }

    @Test func offer() {
        expectExactly(
            [
                "- offer offered",
                "offered offer offered",
                "suspended offer offered",
                "withdrawn offer offered",
                "offered confirm offered",
                "offered suspend suspended",
                "offered withdraw withdrawn",
                "suspended withdraw withdrawn",
            ], OfferLifecycle.next)
    }

    @Test func endedTaskingsAreNeitherActiveNorHoldPeople() {
        let active: [Tasking.State] = [.awaitingConsent, .consented, .ordered, .moving, .onTask, .returning]
        let holding: [Tasking.State] = [.ordered, .moving, .onTask, .returning]
        for state in Tasking.State.allCases {
            #expect(state.isActive == active.contains(state))
            #expect(state.holdsPeople == holding.contains(state))
        }
    }
}
