import CRRTDomain
import Testing

@testable import crrtctl

@Suite struct DayInputTests {
    private static let now = (try? Instant("2026-11-23T12:00:00Z"))!

    /// The day of the end belongs to the period.
    @Test(arguments: [
        ("2027-07-01", "2027-07-14", "2027-07-01T00:00:00Z", "2027-07-15T00:00:00Z"),
        ("2027-07-01", "2027-07-01", "2027-07-01T00:00:00Z", "2027-07-02T00:00:00Z"),
        ("2027-07-01", "+14d", "2027-07-01T00:00:00Z", "2027-07-15T00:00:00Z"),
        ("2027-02", "2027-02", "2027-02-01T00:00:00Z", "2027-03-01T00:00:00Z"),
        ("2028-02", "2028-12", "2028-02-01T00:00:00Z", "2029-01-01T00:00:00Z"),
        ("9999-12", "9999-12", "9999-12-01T00:00:00Z", "9999-12-31T23:59:59.999Z"),
        ("0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"),
        ("yesterday", "Today", "2026-11-22T00:00:00Z", "2026-11-24T00:00:00Z"),
        ("tomorrow", "tomorrow", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"),
        ("06:00Z", "+36h", "2026-11-24T06:00:00Z", "2026-11-25T18:00:00Z"),
        ("010600Z DEC 26", "2026-12-02 06:00Z", "2026-12-01T06:00:00Z", "2026-12-02T06:00:00Z"),
    ])
    func periods(from: String, until: String, start: String, end: String) throws {
        let begins = try DayInput.start(from, now: Self.now)
        #expect(begins.description == start)
        #expect(try DayInput.end(until, now: Self.now, after: begins).description == end)
    }

    @Test(arguments: [("today", "2026-11-23"), ("2027-02-01", "2027-02-01"), ("+2d", "2026-11-25")])
    func days(text: String, day: String) throws {
        #expect(try DayInput.day(text, now: Self.now).description == day)
    }

    /// An error names what was typed, not what was made of it.
    @Test(arguments: [
        ("2027-03-14/2027-03-01", "'2027-03-01' is not after '2027-03-14'"), ("2027-03-14/+999999w", "'+999999w' leads out of the years"),
        ("-999999w", "'-999999w' leads out of the years"),
    ])
    func typedWords(text: String, words: String) {
        #expect { try PeriodInput.read(text, now: Self.now) } throws: { error in
            (error as? InvalidField)?.reason.hasPrefix(words) == true
        }
    }

    @Test(arguments: ["2027-02-30", "soon", "2027-07-01 06:00", "2027-13", "2027", "today 06:00"]) func wrong(text: String) {
        #expect(throws: InvalidField.self) { try DayInput.start(text, now: Self.now) }
    }
}
