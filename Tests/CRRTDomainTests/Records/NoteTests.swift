import Testing

@testable import CRRTDomain

/// What a note may be.
@Suite struct NoteTests {
    @Test func ids() throws {
        for text in ["NTE-10000000", "NTX-99999999"] { #expect(try NoteID(text).description == text) }
        for text in [
            "", "NTE-", "NTE-1234567", "NTE-123456789", "NTE-00000001", "nte-10000000", "NTE-1000000x", "NTY-10000000", "NTE-10000000-1",
        ] {
            #expect(throws: InvalidField.self) { try NoteID(text) }
        }
        #expect(try NoteID("NTE-99999999") < NoteID("NTX-10000000"))
    }

    @Test func subjects() throws {
        for text in ["REQ-ALB-2026-0001", "TSK-ALB-2026-0001-1", "CMP-483920", "EXR-ALB-2026-0001"] {
            #expect(try NoteSubject(text).description == text)
        }
        #expect(try NoteSubject("TSK-ALB-2026-0001-1").nation == NationCode("ALB"))
        #expect(try NoteSubject("CMP-483920").nation == nil)
        for text in ["", "ALB", "EST-0001", "NTE-10000000", "INJ-0001"] { #expect(throws: InvalidField.self) { try NoteSubject(text) } }
    }

    @Test func fields() throws {
        let now = try Instant("2026-11-30T12:00:00Z")
        let period = try Period(start: now.adding(hours: -2), end: now)
        func note(_ report: Note.Report? = nil, _ lesson: Note.Lesson? = nil, owner: String? = nil) throws(InvalidField) -> Note {
            try Note(
                id: NoteID("NTE-10000000"), subject: NoteSubject("CMP-483920"), to: .desk, by: Principal(name: "desk", uid: 1), at: now,
                texts: Note.Texts("Called", owner: owner), report: report, lesson: lesson)
        }
        #expect(try note().kind == .note)
        #expect(try note(.init(period: period, hours: 0, nextDue: now)).kind == .report)
        #expect(try note(nil, .init(by: CalendarDate("2026-12-01")), owner: "desk").kind == .lesson)
        for (report, field) in [
            (Note.Report(period: period, hours: -1), "hours"), (.init(period: period, hours: Note.mostHours + 1), "hours"),
            (.init(period: period, nextDue: period.start), "nextDue"),
        ] {
            #expect { try note(report) } throws: { ($0 as? InvalidField)?.field == field }
        }
        #expect { try note(nil, .init(by: CalendarDate("2026-12-01"))) } throws: { ($0 as? InvalidField)?.field == "owner" }
        let erased = try note().erased(by: Principal(name: "admin", uid: 2), at: now)
        #expect(erased.texts == nil && erased.erasedAt == now && erased.erasedBy?.uid == 2)
    }
}
