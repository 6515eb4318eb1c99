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

    /// An earlier request's times, for a filing like it: the same time of day, at least a day ahead, or the start that is stated.
    @Test(arguments: [
        ("2026-11-20T06:00:00Z", "2026-11-25T06:00:00Z"), ("2026-11-23T12:00:00Z", "2026-11-24T12:00:00Z"),
        ("2026-11-22T13:00:00Z", "2026-11-24T13:00:00Z"), ("2026-12-01T06:00:00Z", "2026-12-01T06:00:00Z"),
    ])
    func moved(start: String, to other: String) throws {
        let now = try Instant("2026-11-23T12:00:00Z")
        let began = try Instant(start)
        let earlier: JSONObject = [
            "start": .string(start), "end": .string(began.adding(days: 9).description),
            "replyBy": .string(began.adding(days: -1).description),
        ]
        var request = earlier
        RequestTimes.move(&request, to: nil, now: now)
        #expect(request["start"]?.stringValue == other)
        #expect(request["end"]?.stringValue == (try Instant(other)).adding(days: 9).description)
        let replyBy = try Instant(other).adding(days: -1)
        #expect(request["replyBy"]?.stringValue == (replyBy > now ? replyBy.description : nil))
        request = earlier
        RequestTimes.move(&request, to: now.adding(days: 5), now: now)
        #expect(request["start"]?.stringValue == now.adding(days: 5).description)
        #expect(request["end"]?.stringValue == now.adding(days: 14).description)
    }
}
