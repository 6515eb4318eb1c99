import CRRTDomain
import CRRTTestSupport
import Testing
import Varlink

@testable import crrtctl

/// Times in the file of an expert, team or effect, as people write them.
@Suite struct RosterTimesTests {
    private static let now = try! Instant("2026-12-01T12:00:00Z")

    @Test("times are resolved wherever a record has one")
    func resolved() throws {
        let record = try JSONObject(
            json: """
                {"id": "EST-0001", "authorisedUntil": "+60d", "offer": {"state": "offered", "validFrom": "06:00Z", "validUntil": "010600Z MAR 27"},
                 "unavailable": [{"start": "monday 06:00Z", "end": "+2d"}, {"start": "2027-01-01T00:00:00Z", "end": "2027-01-02T00:00:00Z"}]}
                """)
        #expect(
            try RosterTimes.resolved(record, now: Self.now)
                == JSONObject(
                    json: """
                        {"id": "EST-0001", "authorisedUntil": "2027-01-30T12:00:00Z",
                         "offer": {"state": "offered", "validFrom": "2026-12-02T06:00:00Z", "validUntil": "2027-03-01T06:00:00Z"},
                         "unavailable": [{"start": "2026-12-07T06:00:00Z", "end": "2026-12-09T06:00:00Z"},
                                         {"start": "2027-01-01T00:00:00Z", "end": "2027-01-02T00:00:00Z"}]}
                        """))
    }

    @Test(
        "an error names the field",
        arguments: [
            (#"{"authorisedUntil": "soon"}"#, "authorisedUntil"), (#"{"offer": {"validFrom": "2027-01-01T00:00"}}"#, "offer.validFrom"),
            (#"{"unavailable": [{"start": "now", "end": "+1d"}, {"start": "now", "end": "later"}]}"#, "unavailable[1].end"),
        ])
    func refused(record: String, field: String) throws {
        let error = #expect(throws: InvalidField.self) { try RosterTimes.resolved(try JSONObject(json: record), now: Self.now) }
        #expect(error?.field == field)
    }

    @Test("what has another form is left to the daemon")
    func left() throws {
        let record = try JSONObject(json: #"{"offer": [], "unavailable": ["now", 1], "authorisedUntil": 3}"#)
        #expect(try RosterTimes.resolved(record, now: Self.now) == record)
    }
}
