import CRRTDomain
import Testing

@Suite struct CalendarDateTests {
    /// Counts the days of ten thousand years month by month and compares: every first and last of a month.
    @Test func everyMonthOfAllYears() {
        var days = -719_162
        for year in 1...9999 {
            let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for (index, length) in [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                let first = CalendarDate(year: year, month: index + 1, day: 1)
                let last = CalendarDate(year: year, month: index + 1, day: length)
                guard first?.daysSinceEpoch == days, last?.daysSinceEpoch == days + length - 1,
                    CalendarDate(year: year, month: index + 1, day: length + 1) == nil
                else {
                    Issue.record("\(year)-\(index + 1)")
                    return
                }
                days += length
            }
        }
        #expect(days == 2_932_897)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        for days in stride(from: -719_162, through: 2_932_896, by: 97) {
            let date = CalendarDate(daysSinceEpoch: days)
            #expect(try CalendarDate(date.description) == date)
        }
    }

    @Test(arguments: [
        "2026-02-29", "2026-2-01", "2026-00-01", "2026-13-01", "2026-01-00", "2026-01-32", "0000-01-01", "2026-01-01Z", "10000-01-01", "",
        "-026-01-01", "2026/01/01",
    ])
    func whatIsNoDateIsRefused(_ text: String) {
        #expect(complaint { () throws(InvalidField) in try CalendarDate(text) } == ": '\(text)' is no calendar date; write 2027-03-01")
    }

    @Test func aDayEndsWhenTheNextBegins() throws {
        let date = try CalendarDate("2024-02-29")
        #expect(date.startOfDay == (try Instant("2024-02-29T00:00:00Z")))
        #expect(date.endOfDay == (try Instant("2024-03-01T00:00:00Z")))
        #expect(try Instant("1969-12-31T23:59:59.999Z").date.description == "1969-12-31")
        #expect(try Instant("1970-01-01T00:00:00Z").date.description == "1970-01-01")
    }
}
