import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The desk writes down what is to be done better, who answers for it and by when.
enum AddLesson {
    static func run(_ parameters: Notes.AddLesson.Parameters, _ command: Command) throws -> Notes.AddLesson.Reply {
        let subject = try command.noteSubject(parameters.subject)
        let to = try command.noteReader(parameters.to, of: subject)
        let (texts, due): (Note.Texts, CalendarDate)
        do throws(InvalidField) {
            texts = try Note.Texts(parameters.lesson, field: "lesson", owner: parameters.owner)
            do { due = try CalendarDate(parameters.due) } catch { throw error.within("due") }
        } catch { throw Refusal.invalid(error) }
        guard due.endOfDay > command.now else { throw Refusal.invalid("due", "\(due) has passed; name a day to come") }
        let (id, seq) = try command.addNote(subject, to, texts, lesson: .init(by: due))
        return .init(id: id, subject: subject.description, seq: seq)
    }
}

/// A lesson is done.
enum CompleteLesson {
    static func run(_ parameters: Notes.CompleteLesson.Parameters, _ command: Command) throws -> Notes.CompleteLesson.Reply {
        var note = try command.note(parameters.id)
        guard let lesson = note.lesson else {
            throw Refusal.illegal(note.id, state: "a \(note.kind.rawValue)", event: "done", "lessons alone are done")
        }
        guard lesson.doneAt == nil else { throw Refusal.illegal(note.id, state: "done", event: "done") }
        note.lesson = .init(by: lesson.by, doneAt: command.now, doneBy: command.caller.principal)
        try command.transaction.change(note)
        let seq = try command.append(.lessonDone, note.subject, [], detail: note.detail)
        return .init(id: note.id.description, subject: note.subject.description, seq: seq)
    }
}
