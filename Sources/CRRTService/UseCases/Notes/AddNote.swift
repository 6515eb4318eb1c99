import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The desk writes a note about a request, a tasking or a campaign. It changes no record, so one that is closed takes notes as well.
enum AddNote {
    static func run(_ parameters: Notes.Add.Parameters, _ command: Command) throws -> Notes.Add.Reply {
        let subject = try command.noteSubject(parameters.subject)
        let to = try command.noteReader(parameters.to, of: subject)
        let texts: Note.Texts
        do throws(InvalidField) { texts = try Note.Texts(parameters.note, field: "note") } catch { throw Refusal.invalid(error) }
        let (id, seq) = try command.addNote(subject, to, texts)
        return .init(id: id, subject: subject.description, seq: seq)
    }
}

/// The text of a note is erased for good, by who wrote it or an administrator, who reads no notes.
enum EraseNote {
    static func run(_ parameters: Notes.Erase.Parameters, _ command: Command) throws -> Notes.Erase.Reply {
        let note: Note
        if command.caller.roles.contains(.admin) {
            guard let id = try? NoteID(parameters.id), let found = try command.rows.note(id) else {
                throw Refusal.noSuch("note", parameters.id)
            }
            note = found
        } else {
            note = try command.note(parameters.id)
            guard note.by.isSamePerson(as: command.caller.principal) else {
                throw Refusal.permission("this is for who wrote \(note.id), \(note.by.name), or an administrator (admin)")
            }
        }
        guard note.texts != nil else { throw Refusal.illegal(note.id, state: "erased", event: "erase") }
        try command.transaction.change(note.erased(by: command.caller.principal, at: command.now))
        let seq = try command.append(.noteErased, note.subject, [], detail: note.detail)
        return .init(id: note.id.description, seq: seq)
    }
}
