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

    @Test func campaign() {
        expectExactly(["- open open", "open correct open", "closed correct closed", "open close closed"], CampaignLifecycle.next)
    }

    @Test func standby() {
        expectExactly(
            [
                "- offer offered", "offered offer offered", "confirmed offer offered", "withdrawn offer offered",
                "offered endorse offered", "offered confirm confirmed",
                "offered askSwap offered", "confirmed askSwap confirmed", "offered refuseSwap offered", "confirmed refuseSwap confirmed",
                "offered swap offered", "confirmed swap offered",
                "offered withdraw withdrawn", "confirmed withdraw withdrawn",
            ], StandbyLifecycle.next)
    }

    @Test func tasking() {
        expectExactly(
            [
                "asked agree agreed",
                "agreed order ordered",
                "ordered depart moving",
                "ordered begin onTask",
                "moving begin onTask",
                "ordered release out",
                "moving release returning",
                "onTask release returning",
                "asked withdraw out",
                "agreed withdraw out",
                "ordered withdraw out",
                "moving withdraw returning",
                "onTask withdraw returning",
                "returning home home",
            ],
            { (state, event) throws(IllegalTransition) in
                guard let state else { throw IllegalTransition(state: nil, event: event.rawValue) }
                return try ElementLifecycle.next(state, event)
            } as (Element.State?, ElementLifecycle.Event) throws(IllegalTransition) -> Element.State)
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
}
