import CRRTDomain
import CRRTProtocol
import Testing

/// What an offer leaves open is as it was, or begins now; stating an offer confirms it.
@Suite struct OfferTests {
    private let now = Instant(seconds: 1_795_000_000)
    private var existing: Offer {
        get throws {
            try Offer(
                state: .suspended, validFrom: now.adding(days: -10), validUntil: now.adding(days: 10), confirmedAt: now.adding(days: -5))
        }
    }

    @Test func nothingStated() throws {
        #expect(try Offer(nil, existing: nil, now: now) == Offer(state: .offered, validFrom: now, validUntil: nil, confirmedAt: now))
        #expect(try Offer(nil, existing: existing, now: now) == existing)
    }

    @Test func stateOnly() throws {
        let stated = Roster.Offer(state: .offered, validFrom: nil, validUntil: nil, confirmedAt: nil)
        #expect(try Offer(stated, existing: nil, now: now) == Offer(state: .offered, validFrom: now, validUntil: nil, confirmedAt: now))
        #expect(
            try Offer(stated, existing: existing, now: now)
                == Offer(state: .offered, validFrom: now.adding(days: -10), validUntil: nil, confirmedAt: now))
    }

    @Test func everythingStated() throws {
        let offer = try Offer(
            state: .withdrawn, validFrom: now.adding(days: 1), validUntil: now.adding(days: 2), confirmedAt: now.adding(days: -1))
        #expect(try Offer(Roster.Offer(offer), existing: existing, now: now) == offer)
    }

    /// An expert put again without a name keeps the one they have.
    @Test func nameIsKept() throws {
        var draw = RandomRecords(seed: 5)
        var existing = try draw.expert()
        existing.name = "Mari Tamm"
        var wire = Roster.Expert(existing)
        wire.name = nil
        #expect(try Expert(wire, existing: existing, now: now).name == "Mari Tamm")
        wire.name = "Jaan Kask"
        #expect(try Expert(wire, existing: existing, now: now).name == "Jaan Kask")
    }
}
