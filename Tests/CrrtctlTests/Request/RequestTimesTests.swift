import CRRTDomain
import Testing
import Varlink

@testable import crrtctl

@Suite struct RequestTimesTests {
    private static let now = (try? Instant("2026-11-27T22:30:00Z"))!

    @Test(arguments: [
        (#"{"start":"+48h","end":"+14d"}"#, #"{"start":"2026-11-29T22:30:00Z","end":"2026-12-13T22:30:00Z"}"#),
        (#"{"end":"+14d"}"#, #"{"end":"2026-12-11T22:30:00Z"}"#),
        (#"{"end":"+1d","start":"010600Z DEC 26"}"#, #"{"end":"2026-12-02T06:00:00Z","start":"2026-12-01T06:00:00Z"}"#),
        (#"{"start":"monday 06:00Z","replyBy":"+6h"}"#, #"{"start":"2026-11-30T06:00:00Z","replyBy":"2026-11-28T04:30:00Z"}"#),
        (
            #"{"incident":{"began":"monday 06:00Z","found":"-2h"}}"#,
            #"{"incident":{"began":"2026-11-23T06:00:00Z","found":"2026-11-27T20:30:00Z"}}"#
        ),
        (#"{"start":3,"title":"+1d"}"#, #"{"start":3,"title":"+1d"}"#),
    ])
    func resolved(_ text: String, _ expected: String) throws {
        var request = try JSONObject(json: Array(text.utf8))
        try RequestTimes.resolve(&request, now: Self.now, from: "r.json")
        #expect(request.jsonString() == expected)
    }

    @Test func aTimeWithoutZoneNamesTheFieldAndTheFile() throws {
        var request = try JSONObject(json: Array(#"{"start":"+1h","end":"monday 06:00"}"#.utf8))
        #expect(
            throws: Failure(.failed, "r.json: end: 'monday 06:00' has no time zone; write 'monday 06:00Z' for UTC")
        ) { try RequestTimes.resolve(&request, now: Self.now, from: "r.json") }
    }
}
