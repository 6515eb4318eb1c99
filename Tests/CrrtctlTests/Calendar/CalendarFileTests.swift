import CRRTDomain
import Testing

@testable import crrtctl

/// What of a personal calendar is an absence, and which line of a file is not understood.
@Suite struct CalendarFileTests {
    private static let from = try! Instant("2027-01-01T00:00:00Z")

    private static func file(_ events: String..., outside: String = "") -> [UInt8] {
        let blocks = events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined()
        return Array("BEGIN:VCALENDAR\nVERSION:2.0\n\(outside)\(blocks)END:VCALENDAR\n".utf8)
    }

    private static func read(
        _ bytes: [UInt8], until: String? = nil, words: String? = nil, zone: String? = nil
    ) throws(CalendarFault) -> CalendarAbsences {
        try CalendarAbsences(
            bytes,
            .init(from: from, until: until.flatMap { try? Instant($0) }, words: words, floating: zone.flatMap(MachineZone.init)))
    }

    private static func starts(_ bytes: [UInt8], until: String? = nil) throws -> [String] {
        let read = try read(bytes, until: until)
        #expect(read.faults == [])
        return read.periods.map { "\($0.start)" }
    }

    @Test(
        "whole days, times, lengths",
        arguments: [
            ("DTSTART;VALUE=DATE:20270701\nDTEND;VALUE=DATE:20270715", "2027-07-01T00:00:00Z/2027-07-15T00:00:00Z"),
            ("DTSTART;VALUE=DATE:20270701", "2027-07-01T00:00:00Z/2027-07-02T00:00:00Z"),
            ("DTSTART:20270701\nDURATION:P1W", "2027-07-01T00:00:00Z/2027-07-08T00:00:00Z"),
            ("DTSTART:20270701T060000Z\nDURATION:P1DT2H", "2027-07-01T06:00:00Z/2027-07-02T08:00:00Z"),
            ("DTSTART:20270701T060000Z\nDTEND:20270701T090000Z", "2027-07-01T06:00:00Z/2027-07-01T09:00:00Z"),
            ("DTSTART:20270701T060000Z", ""),
            ("DTSTART:20270701T060000Z\nDTEND:20270701T060000Z", ""),
            (
                "DTSTART;TZID=Europe/Tallinn:20270701T090000\nDTEND;TZID=\"Europe/Paris\":20270701T090000",
                "2027-07-01T06:00:00Z/2027-07-01T07:00:00Z"
            ),
            // Over the change to summer time: a day by the calendar has 23 hours, 24 hours have 24.
            ("DTSTART;TZID=Europe/Tallinn:20270327T120000\nDURATION:P1D", "2027-03-27T10:00:00Z/2027-03-28T09:00:00Z"),
            ("DTSTART;TZID=Europe/Tallinn:20270327T120000\nDURATION:PT24H", "2027-03-27T10:00:00Z/2027-03-28T10:00:00Z"),
            ("DTSTART:20260701T060000Z\nDTEND:20260702T060000Z", ""),
            ("DTSTART;VALUE=DATE:20270701\nTRANSP:TRANSPARENT", ""), ("DTSTART;VALUE=DATE:20270701\nSTATUS:CANCELLED", ""),
            // What takes no time is not read any further.
            ("DTSTART:nonsense\nTRANSP:transparent", ""),
            ("dtstart;value=date:20270701\nBEGIN:VALARM\nTRIGGER:-PT15M\nEND:VALARM", "2027-07-01T00:00:00Z/2027-07-02T00:00:00Z"),
        ])
    func events(_ event: String, _ expected: String) throws {
        let read = try Self.read(Self.file(event))
        #expect(read.faults == [])
        #expect(read.periods.map { "\($0.start)/\($0.end)" } == (expected.isEmpty ? [] : [expected]))
    }

    @Test(
        "what repeats",
        arguments: [
            ("20270104", "FREQ=DAILY;COUNT=3", "0104 0105 0106"), ("20270104", "FREQ=DAILY;INTERVAL=10;UNTIL=20270124", "0104 0114 0124"),
            ("20270104", "FREQ=DAILY;BYDAY=MO,FR;COUNT=4", "0104 0108 0111 0115"),
            ("20270104", "FREQ=WEEKLY;COUNT=3", "0104 0111 0118"),
            ("20270105", "FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2;COUNT=4", "0105 0107 0119 0121"),
            // RFC 5545 section 3.3.10: the day on which a week begins decides.
            ("20270105", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "0105 0110 0119 0124"),
            ("20270105", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "0105 0117 0119 0131"),
            ("20270131", "FREQ=MONTHLY;COUNT=3", "0131 0331 0531"), ("20270131", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "0131 0228 0331"),
            ("20270112", "FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "0112 0209 0309"), ("20270129", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "0129 0226"),
            ("20270813", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=1", "0813"),
            ("20270301", "FREQ=YEARLY;UNTIL=20290228", "0301 0301"), ("20270328", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=2", "0328 0326"),
            // The first counts although its own rule leaves it out.
            ("20270105", "FREQ=WEEKLY;BYDAY=MO;COUNT=2", "0105 0111"),
            // A rule that never falls ends with the calendar.
            ("20270105", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "0105"),
        ])
    func rules(_ start: String, _ rule: String, _ expected: String) throws {
        let found = try Self.starts(Self.file("DTSTART;VALUE=DATE:\(start)\nRRULE:\(rule)"))
        let days: [String] = found.map { String($0.dropFirst(5).prefix(5)).replacing("-", with: "") }
        #expect(days.joined(separator: " ") == expected)
    }

    @Test("a repeated time keeps to its wall clock, and its exceptions are left out")
    func exceptions() throws {
        let tallinn = "DTSTART;TZID=Europe/Tallinn:20270322T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20270405T060000Z\nUID:1"
        #expect(try Self.starts(Self.file(tallinn)) == ["2027-03-22T07:00:00Z", "2027-03-29T06:00:00Z", "2027-04-05T06:00:00Z"])
        for exception in [
            "EXDATE;TZID=Europe/Tallinn:20270329T090000", "EXDATE:20270329T060000Z,20270405T070000Z", "EXDATE;VALUE=DATE:20270329",
        ] {
            #expect(
                try Self.starts(Self.file(tallinn + "\n" + exception)) == ["2027-03-22T07:00:00Z", "2027-04-05T06:00:00Z"], "\(exception)")
        }
        let moved = "UID:1\nRECURRENCE-ID;TZID=Europe/Tallinn:20270329T090000\nDTSTART:20270330T120000Z\nDURATION:PT1H"
        #expect(
            try Self.starts(Self.file(tallinn, moved)) == ["2027-03-22T07:00:00Z", "2027-04-05T06:00:00Z", "2027-03-30T12:00:00Z"])
        #expect(try Self.starts(Self.file(tallinn, moved + "\nSTATUS:CANCELLED")) == ["2027-03-22T07:00:00Z", "2027-04-05T06:00:00Z"])
    }

    @Test("titles, and rules without an end")
    func choice() throws {
        let file = Self.file(
            "SUMMARY:Annual\\, leave\nDTSTART;VALUE=DATE:20270701", "SUMMARY:Standup\nDTSTART;VALUE=DATE:20270104\nRRULE:FREQ=WEEKLY")
        let named = try Self.read(file, words: "ANNUAL, L")
        #expect(named.periods.count == 1 && named.others == 1 && named.faults == [])
        #expect(try Self.read(file).faults.map(\.reason) == ["RRULE has no end; say with --until up to when it is read"])
        #expect(try Self.starts(file, until: "2027-01-18T00:00:00Z").count == 2)
    }

    @Test(
        "what is not understood is named with its line",
        arguments: [
            ("DTSTART:20270230", 4, "is no date"), ("DTSTART:20270101T250000Z", 4, "is no date"), ("SUMMARY:x", 3, "no DTSTART"),
            ("DTSTART;TZID=Europe/Tallinn:20270101T060000Z\nDURATION:PT1H", 4, "has a TZID and is in UTC"),
            ("DTSTART:20270101T060000\nDURATION:PT1H", 4, "no zone; name it with --zone"),
            ("X-A:1\nDTSTART;TZID=Mars:20270101T060000\nDURATION:PT1H", 5, "TZID='Mars' is known neither"),
            ("DTSTART;TZID=../etc/passwd:20270101T060000\nDURATION:PT1H", 4, "is known neither"),
            ("DTSTART:20270101\nDTEND:20270101T060000Z", 5, "DTEND is a date and DTSTART is a time"),
            ("DTSTART:20270102\nDTEND:20270101", 5, "DTEND is before DTSTART"), ("DTSTART:20270102\nDURATION:-P1D", 5, "is no duration"),
            ("DTSTART:20270102\nDURATION:P999999999D", 5, "of ten years at most"),
            ("DTSTART:20270102\nRRULE:FREQ=HOURLY;COUNT=2", 5, "HOURLY"),
            ("DTSTART:20270102\nRRULE:FREQ=YEARLY;BYWEEKNO=20;COUNT=2", 5, "BYWEEKNO is not read"),
            ("DTSTART:20270102\nRRULE:FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO;COUNT=2", 5, "BYSETPOS is not read"),
            ("DTSTART:20270102\nRRULE:FREQ=DAILY;INTERVAL=0;COUNT=2", 5, "'INTERVAL=0' is not understood"),
            ("DTSTART:20270102\nRRULE:FREQ=DAILY;COUNT=99999999999999999999", 5, "is not understood"),
            ("DTSTART:20270102\nRRULE:COUNT=2", 5, "no FREQ"), ("DTSTART:20270102\nRDATE:20270103", 5, "RDATE is not read"),
            ("DTSTART:20270102\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270102", 5, "RANGE is not read"),
            ("DTSTART:20270102\nRRULE:FREQ=DAILY;COUNT=90000", 4, "more than 20000 occurrences"),
        ])
    func faults(_ event: String, _ line: Int, _ reason: String) throws {
        let read = try Self.read(Self.file(event))
        #expect(read.faults.count == 1 && read.faults[0].line == line && read.faults[0].reason.contains(reason), "\(read.faults)")
    }

    @Test(
        "hostile files end with their line, soon",
        arguments: [
            ("", 1, "no VCALENDAR"), ("hello", 1, "colon"), ("A:b", 1, "outside"), (" BEGIN:VCALENDAR", 1, "none before it"),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", 3, "not what began last"), ("BEGIN:VCALENDAR", 1, "does not end"),
            ("BEGIN:VEVENT\nEND:VEVENT", 1, "outside a VCALENDAR"), ("BEGIN:VCALENDAR\nA;B=\"c:d\nEND:VCALENDAR", 2, "no NAME=VALUE"),
            ("BEGIN:VCALENDAR\nA\u{7}:b\nEND:VCALENDAR", 2, "control character"),
        ])
    func hostile(_ text: String, _ line: Int, _ reason: String) {
        let fault = #expect(throws: CalendarFault.self) { try Self.read(Array(text.utf8)) }
        #expect(fault?.line == line && fault?.reason.contains(reason) == true, "\(String(describing: fault))")
    }

    @Test("deep, long and endless files are refused or read in time that grows with them")
    func large() throws {
        let deep = String(repeating: "BEGIN:VCALENDAR\n", count: 10_000)
        #expect(throws: CalendarFault(9, "lies more than 8 components deep")) { try Self.read(Array(deep.utf8)) }
        let folded = "BEGIN:VCALENDAR\nX-A:" + String(repeating: "a\n ", count: 300_000) + "\nEND:VCALENDAR\n"
        #expect(try Self.read(Array(folded.utf8)).periods == [])
        let rule = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY;UNTIL=20250101\nEND:VEVENT\n"
        let many = "BEGIN:VCALENDAR\n" + String(repeating: rule, count: 500) + "END:VCALENDAR\n"
        let read = try Self.read(Array(many.utf8))
        #expect(read.faults.count > 400 && read.faults[0].reason.contains("more than 1000000 steps"))
        let bytes = Array("BEGIN:VCALENDAR\nX-A:".utf8) + [0xC3, 0x0D, 0x0A, 0x20, 0xA4] + Array("\nX-B:".utf8) + [0xFF, 0x0A]
        #expect(throws: CalendarFault(4, "is no UTF-8 text; save it as UTF-8")) { try Self.read(bytes) }
    }
}
