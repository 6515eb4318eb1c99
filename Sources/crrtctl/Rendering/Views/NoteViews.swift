import CRRTDomain
import CRRTProtocol

/// Tables of notes, situation reports and lessons, and of what a search found.
enum NoteViews {
    static func table(_ notes: [Notes.Note], _ times: TimeStyle) -> Table {
        Table(
            columns: [.text("AT"), .text("ID"), .text("KIND"), .text("ABOUT"), .text("TO"), .text("BY"), .text("TEXT")],
            rows: notes.map { note in
                [times.short(note.at), note.id, note.kind.rawValue, note.subject, note.to, author(note), words(note, times)]
            })
    }

    static func lessons(_ notes: [Notes.Note], _ times: TimeStyle) -> Table {
        Table(
            columns: [.text("ID"), .text("BY"), .text("STATE"), .text("OWNER"), .text("ABOUT"), .text("LESSON")],
            rows: notes.map { note in
                let state = note.doneAt.map { "done \(times.short($0))" } ?? (note.isLate(times) ? "OVERDUE" : "open")
                return [note.id, note.due ?? "", state, note.owner ?? "", note.subject, note.text ?? erased(note, times)]
            })
    }

    static func hits(_ hits: [Notes.Hit], _ times: TimeStyle) -> Table {
        Table(
            columns: [.text("AT"), .text("KIND"), .text("ID"), .text("ABOUT"), .text("TEXT")],
            rows: hits.map { hit in
                [
                    times.short(hit.at), hit.kind.rawValue, hit.id, [hit.subject, hit.nation].compactMap { $0 }.joined(separator: " "),
                    hit.line,
                ]
            })
    }

    /// The last report of a tasking, above the answers; none where there is none.
    static func report(_ note: Notes.Note?, _ times: TimeStyle) -> [Block] {
        guard let note else { return [] }
        let fields: [Block.Field] = [
            .init("by", "\(author(note)) \(times.full(note.at))"), .init("about", period(note, times)),
            .init("summary", note.text ?? erased(note, times)), .init("hours", note.hours.map { "\($0)" }), .init("needs", note.needs),
        ]
        return [.heading("Last situation report"), .fields(fields)]
    }

    /// `duty-desk`, or of a contact point `ncp-est (EST)`.
    static func author(_ note: Notes.Note) -> String { note.by.name + (note.nation.map { " (\($0))" } ?? "") }

    /// The text with its facts, such as the hours of a report.
    static func words(_ note: Notes.Note, _ times: TimeStyle) -> String {
        guard let text = note.text else { return erased(note, times) }
        let facts = [
            period(note, times), note.hours.map { "\($0) h worked" }, note.needs.map { "needs: \($0)" },
            note.nextDue.map { "next report \(times.short($0))" }, note.owner.map { "owner: \($0)" }, note.due.map { "by \($0)" },
            note.doneAt.map { "done \(times.short($0))" },
        ].compactMap { $0 }
        return ([text] + facts).joined(separator: "; ")
    }

    private static func period(_ note: Notes.Note, _ times: TimeStyle) -> String? {
        guard let from = note.from, let until = note.until else { return nil }
        return "\(times.short(from)) to \(times.short(until))"
    }

    private static func erased(_ note: Notes.Note, _ times: TimeStyle) -> String {
        "(erased \(note.erasedAt.map(times.short) ?? ""))"
    }
}

extension Notes.Note {
    /// Whether its day has passed and it is not done.
    func isLate(_ times: TimeStyle) -> Bool {
        doneAt == nil && due.map { $0 < String(times.now.description.prefix(10)) } ?? false
    }

    /// Whether it is a lesson that is not done, and is to be by that time.
    func isDue(before end: Instant) -> Bool { doneAt == nil && due.map { $0 <= end.date.description } ?? false }
}
