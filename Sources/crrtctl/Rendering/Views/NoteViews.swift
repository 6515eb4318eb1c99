import CRRTDomain
import CRRTProtocol

/// Pages of notes, situation reports and lessons, and of what a search found. What people wrote stands below a line about it, whole: in a
/// column a terminal of 80 columns has no room for it.
enum NoteViews {
    private static let width = 80

    static func page(_ notes: [Notes.Note], _ times: TimeStyle) -> [Block] {
        notes.flatMap { note in
            entry(
                [times.short(note.at), note.id, note.kind.rawValue, note.subject, "to \(note.to)", "by \(author(note))"], words(note, times)
            )
        }
    }

    static func lessons(_ notes: [Notes.Note], _ times: TimeStyle) -> [Block] {
        notes.flatMap { note in
            let state = note.doneAt.map { "done \(times.short($0))" } ?? (note.isLate(times) ? "OVERDUE" : "open")
            let due = note.due.map { "by \($0)" }
            return entry([note.id, state, due, note.owner, note.subject].compactMap { $0 }, note.text ?? erased(note, times))
        }
    }

    static func hits(_ hits: [Notes.Hit], _ times: TimeStyle) -> [Block] {
        hits.flatMap { entry([times.short($0.at), $0.kind.rawValue, $0.id, $0.subject, $0.nation].compactMap { $0 }, $0.line) }
    }

    /// `2027-03-04 09:12Z  NTE-48392017  note  REQ-ALB-2027-0001  to desk  by duty-desk`, and the text below.
    private static func entry(_ facts: [String], _ text: String) -> [Block] {
        [.painted([StyledText(facts.joined(separator: "  "), .strong)])]
            + TextWrap.lines(text, width: width - 4).map { .line("    " + $0) }
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
