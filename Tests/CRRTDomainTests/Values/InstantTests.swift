import CRRTDomain
import SeededNumbers
import Testing

@Suite struct InstantTests {
    /// Seconds as `date -u -d TEXT +%s` gives them.
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1),
        ("2026-11-23T14:32:00Z", 1_795_444_320),
        ("2026-11-23t14:32:00z", 1_795_444_320),
        ("2026-11-23 14:32:00Z", 1_795_444_320),
        ("2026-11-23T16:32:00+02:00", 1_795_444_320),
        ("2026-11-23T09:02:00-05:30", 1_795_444_320),
        ("2026-11-24T14:31:00+23:59", 1_795_444_320),
        ("2026-11-23T14:32:00-00:00", 1_795_444_320),
        ("231432ZNOV26", 1_795_444_320),
        ("231432znov26", 1_795_444_320),
        ("2024-02-29T00:00:00Z", 1_709_164_800),
        ("2000-02-29T12:00:00Z", 951_825_600),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("010000ZJAN00", 946_684_800),
        ("312359ZDEC99", 4_102_444_740),
    ])
    func seconds(_ text: String, _ seconds: Int64) throws {
        #expect(try Instant(text) == Instant(seconds: seconds))
    }

    @Test(arguments: [
        ("2026-11-23T14:32:00.5Z", 500), ("2026-11-23T14:32:00.05Z", 50), ("2026-11-23T14:32:00.123Z", 123),
        ("2026-11-23T14:32:00.1239999999999Z", 123), ("2026-11-23T14:32:00.0009Z", 0), ("2026-11-23T14:32:00.000Z", 0),
    ])
    func fractionsAreCutToMilliseconds(_ text: String, _ milliseconds: Int64) throws {
        #expect(try Instant(text).milliseconds == 1_795_444_320_000 + milliseconds)
    }

    @Test(arguments: [
        "", "now", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-11-00T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T14:60:00Z", "2026-11-23T14:32:60Z",
        "2026-11-23T14:32:00.Z", "2026-11-23T14:32:00+02", "2026-11-23T14:32:00+0200", "2026-11-23T14:32:00+24:00", "2026-11-23T14:32Z",
        "2026-11-23T14:32:00+02:60", "2026-11-23T14:32:00Z ", " 2026-11-23T14:32:00Z", "26-11-23T14:32:00Z", "02026-11-23T14:32:00Z",
        "2026-1-23T14:32:00Z", "２０２６-11-23T14:32:00Z", "0000-01-01T00:00:00Z", "231432NOV26", "231432ANOV26", "231432ZNOW26",
        "231432ZNOV2026", "312359ZNOV26", "232460ZNOV26", "290000ZFEB25",
    ])
    func whatIsNoTimeIsRefused(_ text: String) {
        let expected = ": '\(text)' is no time; write RFC 3339 with a zone (2026-11-23T14:32:00Z) or a date-time group (231432ZNOV26)"
        #expect(complaint { () throws(InvalidField) in try Instant(text) } == expected)
    }

    @Test(arguments: [
        (
            "2026-11-23T14:32:00",
            "'2026-11-23T14:32:00' has no time zone; write 2026-11-23T14:32:00Z for UTC, or an offset such as 2026-11-23T14:32:00+02:00"
        ),
        ("2026-11-23", "'2026-11-23' is a date without a time; write 2026-11-23T00:00:00Z"),
    ])
    func whatIsMissingIsNamed(_ text: String, _ expected: String) {
        #expect(complaint { () throws(InvalidField) in try Instant(text) } == ": " + expected)
    }

    /// The year they lie in, UTC, has no four digits: what would be written could not be read again.
    @Test(arguments: ["0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:59.999-23:59"])
    func offsetsCannotLeadOutOfTheYears(_ text: String) {
        #expect(complaint { () throws(InvalidField) in try Instant(text) } != "none")
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z"), (1, "1970-01-01T00:00:00.001Z"),
        (1_795_444_320_050, "2026-11-23T14:32:00.050Z"), (-62_135_596_800_000, "0001-01-01T00:00:00Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func text(_ milliseconds: Int64, _ text: String) {
        #expect(Instant(milliseconds: milliseconds).description == text)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func whatIsWrittenIsReadAgain(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let instant = Instant(milliseconds: .random(in: -62_135_596_800_000...253_402_300_799_999, using: &random))
            #expect(try Instant(instant.description) == instant)
        }
    }

    @Test func dateTimeGroupsDropSeconds() throws {
        #expect(DateTimeGroup.text(try Instant("2026-11-23T14:32:59.999Z")) == "231432ZNOV26")
        #expect(DateTimeGroup.text(try Instant("2000-01-01T00:00:00Z")) == "010000ZJAN00")
        #expect(DateTimeGroup.text(try Instant("1969-12-31T23:59:59Z")) == "312359ZDEC69")
    }

    @Test func arithmetic() throws {
        let start = try Instant("2024-02-28T23:00:00Z")
        #expect(start.adding(hours: 1) == (try Instant("2024-02-29T00:00:00Z")))
        #expect(start.adding(days: 2) == (try Instant("2024-03-01T23:00:00Z")))
        #expect(start.adding(seconds: -1) == (try Instant("2024-02-28T22:59:59Z")))
        #expect(start < start.adding(seconds: 1))
    }
}
