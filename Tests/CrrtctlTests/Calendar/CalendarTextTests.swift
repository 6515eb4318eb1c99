import CRRTDomain
import CRRTProtocol
import SeededNumbers
import Testing

@testable import crrtctl

/// Calendars that crrtctl writes, byte by byte (RFC 5545). Python's readers find neither bare line feeds nor folds inside characters.
@Suite struct CalendarTextTests {
    private static let now = try! Instant("2026-12-01T06:00:00Z")

    @Test func bytes() throws {
        let event = CalendarEvent(
            uid: "TSK-ALB-2026-0001-1", sequence: 3, start: try Instant("2026-12-05T06:00:00.9Z"), end: try Instant("2027-01-02T06:00:00Z"),
            summary: "EST-CRRT-1 to ALB; ordered, so far", details: ["Title\\with \u{202E}turns", "people: ÕÄÖÜ"], status: .confirmed,
            takesTime: true)
        var gone = event
        (gone.uid, gone.status, gone.end) = ("A", .cancelled, nil)
        let marking = Marking(isExercise: true, hasNoDuff: true, classification: .restricted, releasableTo: ["ALB", "EST"])
        let document = CalendarDocument(name: "crrtd EST", marking: marking, now: Self.now, events: [event, gone])
        func lines(_ uid: String, _ end: [String], _ status: String, _ transparency: String) -> [String] {
            ["BEGIN:VEVENT", "UID:\(uid)@crrtd.io", "DTSTAMP:20261201T060000Z", "SEQUENCE:3", "DTSTART:20261205T060000Z"] + end + [
                "SUMMARY:EXERCISE NR: EST-CRRT-1 to ALB\\; ordered\\, so far",
                "DESCRIPTION:EXERCISE NR REL TO ALB EST\\nTitle\\\\with \\\\u{202e}turns\\npeople:", "  ÕÄÖÜ\\nEXERCISE NR REL TO ALB EST",
                "STATUS:\(status)", "TRANSP:\(transparency)", "CLASS:CONFIDENTIAL", "X-CRRTD-MARKING:EXERCISE NR REL TO ALB EST",
                "END:VEVENT",
            ]
        }
        let expected =
            [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//crrtd.io//crrtctl//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
                "NAME:EXERCISE NR crrtd EST", "X-WR-CALNAME:EXERCISE NR crrtd EST", "X-CRRTD-MARKING:EXERCISE NR REL TO ALB EST",
            ] + lines("A", [], "CANCELLED", "TRANSPARENT")
            + lines("TSK-ALB-2026-0001-1", ["DTEND:20270102T060000Z"], "CONFIRMED", "OPAQUE") + ["END:VCALENDAR"]
        #expect(document.text.unicodeScalars.elementsEqual(expected.map { $0 + "\r\n" }.joined().unicodeScalars))
    }

    @Test(
        "no line is longer than 75 octets, no fold lies in a character, and what was folded is read again",
        arguments: 0..<200 as Range<UInt64>)
    func folds(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("ab,;\\: \nÕ€𝄞e\u{301}\"")
        let text = String((0..<Int.random(in: 0...300, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
        var writer = CalendarText()
        writer.add("SUMMARY", text: text)
        let bytes = Array(writer.text.utf8)
        #expect(bytes.suffix(2) == [0x0D, 0x0A], "seed \(seed)")
        for line in bytes.dropLast(2).split(separator: 0x0A, omittingEmptySubsequences: false) {
            let line = line.last == 0x0D ? line.dropLast() : line
            #expect(line.count <= CalendarText.mostOctets && !line.contains(0x0D), "seed \(seed)")
            #expect(String(validating: line, as: UTF8.self) != nil, "seed \(seed)")
        }
        let read = try ContentLine.read(bytes)
        #expect(read.count == 1 && read[0].value == CalendarText.escaped(text), "seed \(seed)")
    }

    @Test("a deployment by its state", arguments: Taskings.Tasking.State.allCases)
    func deployments(state: Taskings.Tasking.State) throws {
        let tasking = Taskings.Tasking(
            id: "TSK-ALB-2026-0001-1", request: "REQ-ALB-2026-0001", kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")],
            nations: ["EST"], start: "2026-12-05T06:00:00Z", end: "2026-12-20T06:00:00Z", state: state, consents: [], digest: "d",
            revision: 7, closedAt: state == .closed ? "2026-12-15T06:00:00Z" : nil)
        let event = try #require(CalendarEvents.event(tasking, title: "Help"))
        let expected: CalendarEvent.Status =
            switch state {
            case .awaitingConsent, .consented: .tentative
            case .declined, .recalled, .aborted: .cancelled
            default: .confirmed
            }
        #expect(event.status == expected && event.sequence == 7 && event.uid == "TSK-ALB-2026-0001-1" && event.takesTime)
        #expect(event.end == (try Instant(state == .closed ? "2026-12-15T06:00:00Z" : "2026-12-20T06:00:00Z")))
        #expect(event.summary.contains("EST-0001 to ALB") && event.details.contains("Help"))
    }

    @Test("a reply is due until it is given; a question about other terms is another event")
    func replies() throws {
        func event(_ state: Consents.Consent.State, _ digest: String) throws -> CalendarEvent {
            try #require(
                CalendarEvents.event(
                    .init(
                        tasking: "TSK-ALB-2026-0001-1", nation: "EST", kind: .contribute, state: state, replyBy: "2026-12-05T06:00:00Z",
                        digest: digest)))
        }
        let asked = try event(.requested, "aa")
        #expect(asked.status == .confirmed && asked.sequence == 0 && asked.end == nil && !asked.takesTime)
        for state in Consents.Consent.State.allCases where state != .requested {
            let answered = try event(state, "aa")
            #expect(answered.status == .cancelled && answered.sequence > asked.sequence && answered.uid == asked.uid)
        }
        #expect(try event(.requested, "bb").uid != asked.uid)
    }

    @Test("a standby period by its state")
    func standby() throws {
        for (state, status) in [
            (Standby.Period.State.offered, CalendarEvent.Status.tentative), (.confirmed, .confirmed), (.withdrawn, .cancelled),
        ] {
            let period = Standby.Period(
                id: "EST-STB-1", team: "EST-CRRT-1", start: "2026-12-05T06:00:00Z", end: "2026-12-12T06:00:00Z", tier: .first,
                noticeHours: 2,
                state: state, revision: 4)
            let event = try #require(CalendarEvents.event(period))
            #expect(event.status == status && event.sequence == 4 && event.uid == "EST-STB-1" && !event.takesTime)
        }
    }
}
