import CRRTDomain
import Testing

@Suite struct ClassificationTests {
    @Test func lowestFirst() {
        let words = ["NU", "NR", "NC", "NS", "CTS"]
        #expect(Classification.allCases.map(\.rawValue) == words)
        #expect(Classification.allCases.shuffled().sorted().map(\.rawValue) == words)
        #expect(Classification.allCases.map(\.rank) == [0, 1, 2, 3, 4])
    }

    @Test func onlyTheLowestTwoGoWithoutADate() throws {
        for level in Classification.allCases {
            let found = complaint { () throws(InvalidField) in try Clearance(level: level, validUntil: nil) }
            let taken = level == .unclassified || level == .restricted
            #expect(found == (taken ? "none" : "validUntil: is missing; only NU and NR may go without a date"))
            _ = try Clearance(level: level, validUntil: CalendarDate("2027-03-01"))
        }
    }

    @Test func aClearanceHoldsThroughItsLastDay() throws {
        let clearance = try Clearance(level: .secret, validUntil: CalendarDate("2027-03-01"))
        #expect(clearance.holds(until: try Instant("2027-03-01T23:59:59.999Z")))
        #expect(clearance.holds(until: try Instant("2027-03-02T00:00:00Z")))
        #expect(!clearance.holds(until: try Instant("2027-03-02T00:00:00.001Z")))
        #expect(try Clearance(level: .restricted, validUntil: nil).holds(until: Instant("9999-01-01T00:00:00Z")))
    }

    @Test func precedenceAndMode() {
        #expect(Precedence.allCases.shuffled().sorted() == [.routine, .priority, .immediate, .flash])
        let served: [(Mode, Mode, Bool)] = [
            (.remote, .remote, true), (.remote, .onSite, false), (.remote, .both, true), (.onSite, .remote, false),
            (.onSite, .onSite, true),
            (.onSite, .both, true), (.both, .remote, true), (.both, .onSite, true), (.both, .both, true),
        ]
        for (offer, need, serves) in served { #expect(offer.serves(need) == serves, "\(offer) for \(need)") }
    }
}
