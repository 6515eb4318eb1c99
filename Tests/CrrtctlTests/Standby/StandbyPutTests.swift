import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// A period that is stated by options or in a file.
@Suite struct StandbyPutTests {
    private static let now = try! Instant("2026-11-23T06:00:00Z")

    @Test func options() throws {
        let terms = try StandbyTerms.parse([
            "--id", "est-stb-1", "--experts", "est-0001,EST-0002", "--start", "2027-01-04 06:00Z", "--end", "+7d", "--tier", "Second",
            "--notice", "1d", "--lead", "lva",
        ])
        #expect(
            try terms.period(Self.now)
                == .init(
                    id: "EST-STB-1", experts: ["EST-0001", "EST-0002"], start: "2027-01-04T06:00:00Z", end: "2027-01-11T06:00:00Z",
                    tier: .second, noticeHours: 24, leadNation: "LVA"))
    }

    @Test(arguments: [
        (["put"], "Name a file, or state the period"), (["put", "--id", "EST-S-1"], "lacks --team or --experts, --start, --end, --tier"),
        (["put", "x.json", "--tier", "first"], "by a file or by options"), (["import"], "Name the rota"),
        (["import", "x.csv", "--template"], "leave out the file"), (["list", "--until", "2027-01-04 06:00"], "has no time zone"),
        (
            [
                "put", "--id", "EST-S-1", "--team", "EST-C-1", "--experts", "EST-1", "--start", "now", "--end", "+7d", "--tier", "first",
                "--notice", "2",
            ], "leave out one of the two"
        ),
    ])
    func refused(_ words: [String], _ reason: String) {
        #expect { try Crrtctl.parseAsRoot(["standby"] + words) } throws: { Crrtctl.message(for: $0).contains(reason) }
    }

    @Test func file() throws {
        let record: JSONObject = ["start": "monday 06:00Z", "end": "+7d", "tier": "first"]
        let resolved = try StandbyFile.resolved(record, now: Self.now)
        #expect(resolved["start"] == "2026-11-30T06:00:00Z" && resolved["end"] == "2026-12-07T06:00:00Z")
        #expect { try StandbyFile.resolved(["start": "monday"], now: Self.now) } throws: {
            ($0 as? InvalidField)?.field == "start"
        }
    }

    @Test func spelling() throws {
        let text = #"""
            {"period": {"id": "est-stb-1", "experts": ["est-0001"], "start": "monday 06:00Z", "end": "+7d", "tier": "FIRST",
             "noticeHours": "1d", "leadNation": "lva"}}
            """#
        func decoded(_ text: String) throws -> Standby.Period {
            try InputFile(name: "x.json", bytes: Array(text.utf8)).decode("period", as: Standby.Period.self) {
                (record) throws(InvalidField) in try StandbyFile.resolved(record, now: Self.now)
            }
        }
        #expect(
            try decoded(text)
                == .init(
                    id: "EST-STB-1", experts: ["EST-0001"], start: "2026-11-30T06:00:00Z", end: "2026-12-07T06:00:00Z", tier: .first,
                    noticeHours: 24, leadNation: "LVA"))
        #expect(try decoded(text.replacing(#""experts": ["est-0001"]"#, with: #""team": "est-crrt-1""#)).team == "EST-CRRT-1")
    }

    @Test func range() throws {
        func end(_ words: [String]) throws -> String? { try TimeRange.parse(words).end(Self.now) }
        #expect(try end(["--from", "2027-01-04 06:00Z", "--until", "+2w"]) == "2027-01-18T06:00:00Z")
        #expect(try end(["--until", "+1d"]) == "2026-11-24T06:00:00Z")
        #expect(try end(["--from", "-4w"]) == nil)
        #expect(throws: Failure.self) { try end(["--from", "2027-01-04 06:00Z", "--until", "2027-01-04 06:00Z"]) }
    }
}
