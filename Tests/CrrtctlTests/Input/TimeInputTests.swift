import CRRTDomain
import Testing

@testable import crrtctl

@Suite struct TimeInputTests {
    /// Friday, half past ten in the evening, UTC.
    static let now = try! Instant("2026-11-27T22:30:00Z")

    @Test(arguments: [
        ("now", "2026-11-27T22:30:00Z"),
        ("+48h", "2026-11-29T22:30:00Z"),
        ("+3d", "2026-11-30T22:30:00Z"),
        ("+90min", "2026-11-28T00:00:00Z"),
        ("+90m", "2026-11-28T00:00:00Z"),
        ("+2w", "2026-12-11T22:30:00Z"),
        ("-1h", "2026-11-27T21:30:00Z"),
        ("2027-03-01T06:00:00Z", "2027-03-01T06:00:00Z"),
        ("2027-03-01T06:00:00+02:00", "2027-03-01T04:00:00Z"),
        ("2027-03-01T06:00Z", "2027-03-01T06:00:00Z"),
        ("2027-03-01 06:00Z", "2027-03-01T06:00:00Z"),
        ("2027-03-01 06:00-05:00", "2027-03-01T11:00:00Z"),
        ("010600ZMAR27", "2027-03-01T06:00:00Z"),
        ("010600Z DEC 26", "2026-12-01T06:00:00Z"),
        ("010600z dec 26", "2026-12-01T06:00:00Z"),
        // The next one.
        ("06:00Z", "2026-11-28T06:00:00Z"),
        ("22:30Z", "2026-11-28T22:30:00Z"),
        ("22:31Z", "2026-11-27T22:31:00Z"),
        ("06:00+02:00", "2026-11-28T04:00:00Z"),
        ("23:00-05:00", "2026-11-28T04:00:00Z"),
        ("monday 06:00Z", "2026-11-30T06:00:00Z"),
        ("Mon 06:00Z", "2026-11-30T06:00:00Z"),
        ("friday 23:00Z", "2026-11-27T23:00:00Z"),
        ("friday 22:30Z", "2026-12-04T22:30:00Z"),
        ("thursday 06:00Z", "2026-12-03T06:00:00Z"),
        // In +02:00 it is Saturday already, half past midnight.
        ("saturday 00:30+02:00", "2026-12-04T22:30:00Z"),
        ("friday 06:00+02:00", "2026-12-04T04:00:00Z"),
        ("NOW", "2026-11-27T22:30:00Z"),
        ("+2D", "2026-11-29T22:30:00Z"),
        ("tomorrow 06:00Z", "2026-11-28T06:00:00Z"),
        ("Tomorrow 06:00:30Z", "2026-11-28T06:00:30Z"),
        ("today 23:00Z", "2026-11-27T23:00:00Z"),
        ("yesterday 23:00Z", "2026-11-26T23:00:00Z"),
        // In +02:00 it is the 28th already, half past midnight.
        ("today 06:00+02:00", "2026-11-28T04:00:00Z"),
        ("tomorrow 06:00+02:00", "2026-11-29T04:00:00Z"),
        // In -05:00 it is still the 27th.
        ("today 06:00-05:00", "2026-11-27T11:00:00Z"),
    ])
    func understood(text: String, wanted: String) throws {
        #expect(try TimeInput.text(text, now: Self.now) == wanted)
    }

    /// What is wrong is said together with what to type instead.
    @Test(arguments: [
        ("2027-03-01T06:00:00", "2027-03-01T06:00:00Z"),
        ("2027-03-01 06:00", "2027-03-01T06:00:00Z"),
        ("010600MAR27", "010600ZMAR27"),
        ("2027-03-01", "2027-03-01T00:00:00Z"),
        ("tomorrow 06:00", "tomorrow 06:00Z"),
        ("tomorrow", "tomorrow 06:00Z"),
        ("tomorrow morning", "tomorrow 06:00Z"),
        ("+48", "+48h"),
        ("+1y", "+48h"),
        ("+99999999d", "+48h"),
        ("06:00", "write '06:00Z' for UTC"),
        ("monday 06:00", "write 'monday 06:00Z' for UTC"),
        ("monday", "monday 06:00Z"),
        ("25:00Z", "is no time of day; write '06:00Z'"),
        ("010600 DEC 26", "010600ZDEC26"),
        ("soon", "RFC 3339"),
        ("soon", "monday 06:00Z"),
        ("2027-02-30T06:00:00Z", "RFC 3339"),
    ])
    func refused(text: String, hint: String) {
        #expect { try TimeInput.text(text, now: Self.now) } throws: { error in
            (error as? InvalidField)?.reason.contains(hint) == true
        }
    }

    @Test(arguments: [
        ("+14d", "2026-12-15T06:00:00Z"), ("-1h", "2026-11-27T21:30:00Z"), ("06:00Z", "2026-11-28T06:00:00Z"),
    ])
    func aPlusCountsFromTheStart(text: String, wanted: String) throws {
        let start = try Instant("2026-12-01T06:00:00Z")
        #expect(try TimeInput.text(text, now: Self.now, after: start) == wanted)
    }

    @Test(arguments: [("48", 48), ("48h", 48), ("2d", 48), ("2D", 48)])
    func hours(text: String, wanted: Int) throws { #expect(try WordInput.hours(text) == wanted) }

    @Test(arguments: ["", "0", "h", "-1", "48m", "9999999", "4 8"])
    func noHours(text: String) { #expect(throws: InvalidField.self) { try WordInput.hours(text) } }

    /// Whatever is shown can be typed.
    @Test(arguments: [false, true])
    func shownTimesAreUnderstood(dateTimeGroups: Bool) throws {
        let style = TimeStyle(now: Self.now, dateTimeGroups: dateTimeGroups)
        #expect(try TimeInput.instant(style.short(Self.now), now: Self.now) == Self.now)
    }

    @Test(arguments: [
        ("2026-11-27T22:30:59Z", "now"), ("2026-11-27T22:31:00Z", "in 1 min"), ("2026-11-28T03:35:00Z", "in 5 h"),
        ("2026-11-29T22:29:00Z", "in 47 h"), ("2026-11-30T22:30:00Z", "in 3 d"), ("2026-11-27T22:00:00Z", "30 min ago"), ("never", ""),
    ])
    func relative(text: String, wanted: String) {
        #expect(TimeStyle(now: Self.now, dateTimeGroups: false).relative(text) == wanted)
    }
}
