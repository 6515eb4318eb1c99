import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The notes that the caller is told, in the order of adding.
struct NoteList: RecordList {
    typealias Method = Notes.List
    let limit: Int?
    let after: String?
    private let subject: NoteSubject?
    private let kind: Note.Kind?
    private let since: Instant?
    private let isOpenOnly: Bool

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        do throws(InvalidField) { subject = try parameters.subject.map { (id) throws(InvalidField) in try NoteSubject(id) } } catch {
            throw Refusal.invalid(error.within("subject"))
        }
        isOpenOnly = parameters.open == true
        let kind = try parameters.kind.map { name in
            guard let kind = Note.Kind(rawValue: name) else {
                let known = Note.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal.invalid("kind", "\(quoted(name)) is no kind of note; one of \(known)")
            }
            return kind
        }
        self.kind = isOpenOnly ? .lesson : kind
        if isOpenOnly, let kind, kind != .lesson { throw Refusal.invalid("open", "is for lessons, not for a \(kind.rawValue)") }
        since = try ParameterFields.instant("since", parameters.since)
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Notes.Note> {
        if let subject, try !query.sees(subject) { return RecordBatch() }
        let start = NotePosition(at: since ?? Instant(milliseconds: .min), id: "")
        let found = try filtered(
            after: after, count: count, budget,
            read: { after, count in
                let position = try after.map(Self.position) ?? start
                return try query.rows.notes(about: subject, kind: kind, after: position, limit: count, within: budget)
            }, position: { Self.cursor($0.at.description, $0.id.description) },
            keep: { note in try (!isOpenOnly || note.lesson?.doneAt == nil) && query.isTold(note) })
        return RecordBatch(records: found.records.map(Notes.Note.init), next: found.next)
    }

    private static func cursor(_ at: String, _ id: String) -> String { "\(at) \(id)" }

    private static func position(_ cursor: String) throws -> NotePosition {
        let parts = cursor.split(separator: " ").map(String.init)
        guard parts.count == 2, let at = try? Instant(parts[0]) else {
            throw Refusal.invalid("after", "is not the 'next' of an earlier page")
        }
        return NotePosition(at: at, id: parts[1])
    }

    func cursor(after record: Notes.Note) -> String? { Self.cursor(record.at, record.id) }
    static func one(_ record: Notes.Note) -> Method.Reply { .init(note: record) }
    static func many(_ records: [Notes.Note], next: String?) -> Method.Reply { .init(notes: records, next: next) }
}
