import CRRTDomain
import SeededNumbers
import Testing

@testable import crrtctl

/// Time zones of calendar files, beside those of the machine.
@Suite struct CalendarZoneTests {
    /// As Outlook writes it, under a name of its own.
    private static let outlook = """
        BEGIN:VCALENDAR
        BEGIN:VTIMEZONE
        TZID:FLE Standard Time
        BEGIN:STANDARD
        DTSTART:16010101T040000
        TZOFFSETFROM:+0300
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0300
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE
        END:VCALENDAR
        """

    private static func zone(_ text: String) throws -> ZoneOfFile {
        try ZoneOfFile(try #require(try CalendarComponent.read(try ContentLine.read(Array(text.utf8))).first?.children.first))
    }

    @Test("a zone that the file states is the machine's, at every time", arguments: 0..<20 as Range<UInt64>)
    func same(seed: UInt64) throws {
        let (stated, machine) = (try Self.zone(Self.outlook), try #require(MachineZone("Europe/Helsinki")))
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let wall = Int64.random(in: 946_684_800...2_145_916_800, using: &random)
            #expect(stated.instant(wall: wall) == machine.instant(wall: wall), "seed \(seed): \(wall)")
        }
    }

    @Test(
        "a time that the clock shows twice is the first, and one that it leaves out is counted from before",
        arguments: [
            ("20270328T033000", "2027-03-28T01:30:00Z"), ("20271031T033000", "2027-10-31T00:30:00Z"),
            ("20271031T043000", "2027-10-31T02:30:00Z"),
            ("20270328T025959", "2027-03-28T00:59:59Z"), ("20270328T040000", "2027-03-28T01:00:00Z"),
        ])
    func changes(_ wall: String, _ expected: String) throws {
        let line = try #require(try ContentLine.read(Array("DTSTART:\(wall)".utf8)).first)
        let time = try CalendarTime(line).wallSeconds
        for rules in [try Self.zone(Self.outlook), try #require(MachineZone("Europe/Helsinki"))] as [any ZoneRules] {
            #expect(Instant(seconds: rules.instant(wall: time)).description == expected)
        }
    }

    @Test(
        "a part of a zone that is not understood is named",
        arguments: [
            ("TZOFFSETTO:+0200", "TZOFFSETTO:2", 7, "no offset"), ("TZOFFSETTO:+0200", "X-A:1", 4, "needs DTSTART"),
            ("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=DAILY", 8, "otherwise than each year"),
        ])
    func faults(_ part: String, _ other: String, _ line: Int, _ reason: String) throws {
        let fault = #expect(throws: CalendarFault.self) { try Self.zone(Self.outlook.replacing(part, with: other)) }
        #expect(fault?.line == line && fault?.reason.contains(reason) == true, "\(String(describing: fault))")
    }

    @Test("a zone outside the machine's folder is none", arguments: ["../../../etc/localtime", "", "/etc/localtime", "Europe", "a b"])
    func names(_ name: String) { #expect(MachineZone(name) == nil) }
}
