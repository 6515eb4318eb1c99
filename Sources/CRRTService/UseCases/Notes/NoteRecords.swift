import CRRTDomain
import CRRTProtocol
import CRRTStore
import Crypto
import JournalProof
import Varlink

extension Command {
    /// The subject of a new note, which the caller must see.
    func noteSubject(_ text: String) throws -> NoteSubject {
        let subject: NoteSubject
        do throws(InvalidField) { subject = try NoteSubject(text) } catch { throw Refusal.invalid(error.within("subject")) }
        switch subject {
        case .request: _ = try request(text)
        case .tasking: _ = try tasking(text)
        case .campaign: _ = try campaign(text)
        }
        return subject
    }

    /// For whom a new note is. A nation that sees its own part alone is told notes about the tasking that has its people.
    ///
    /// - Parameter text: nil for the desk.
    func noteReader(_ text: String?, of subject: NoteSubject) throws -> Reader {
        guard let text else { return .desk }
        let reader: Reader
        do throws(InvalidField) { reader = try Reader(text) } catch { throw Refusal.invalid(error.within("to")) }
        guard case .nation(let nation) = reader else { return reader }
        guard case .tasking(let id) = subject else {
            throw Refusal.invalid("to", "names \(nation), which is for a note about a tasking; write desk, or all who see \(subject) whole")
        }
        guard try view(of: tasking(id.description).tasking).elements.contains(where: { $0.nation == nation }) else {
            throw Refusal.invalid("to", "\(nation) has no people in \(id); write desk, all, or a nation that is in it")
        }
        return reader
    }

    /// Puts a new note on record, and its digest in the journal.
    ///
    /// - Returns: Its id, and the caller's position of the entry.
    func addNote(
        _ subject: NoteSubject, _ to: Reader, from nation: NationCode? = nil, _ texts: Note.Texts, report: Note.Report? = nil,
        lesson: Note.Lesson? = nil
    ) throws -> (id: String, seq: Int) {
        // Not before the entry, whose time never goes back.
        let at = try max(now, transaction.lastTime, rows.lastEntry()?.at ?? now)
        let note: Note
        do throws(InvalidField) {
            note = try Note(
                id: NoteID(number: NoteID.numbers.lowerBound, exercise: site.exercise), subject: subject, to: to, by: caller.principal,
                nation: nation, at: at, texts: texts, report: report, lesson: lesson)
        } catch { throw Refusal.invalid(error) }
        return try add(note)
    }

    private func add(_ draft: Note) throws -> (id: String, seq: Int) {
        var note = draft
        func id(_ number: Int) -> NoteID { NoteID(number: number, exercise: site.exercise) }
        let number = try drawNumber(from: NoteID.numbers, for: "\(note.subject) \(note.texts?.text ?? "")") {
            try rows.note(id($0)) != nil
        }
        guard let number else { throw Refusal.illegal("note", state: "none", event: "add", "no free number was drawn; repeat") }
        note.id = id(number)
        let salt = salt()
        try transaction.add(note, salt: salt)
        let seq = try append(.noteAdded, note.subject, [], detail: note.detail.merging(["digest": note.digest(salt: salt)]) { $1 })
        return (note.id.description, seq)
    }
}

extension Note {
    /// What the journal says of it, by which its readers are known.
    var detail: [String: String?] {
        ["note": id.description, "kind": kind.rawValue, "to": to.description, "nation": nation?.description]
    }

    /// A salted digest of the note as it was added: SHA-256, hexadecimal. The salt stands with the note, so that it proves what was written
    /// for as long as that is on record.
    fileprivate func digest(salt: String) -> String {
        Hexadecimal.text(Array(SHA256.hash(data: Array(salt.utf8) + Notes.Note(self).jsonBytes())))
    }
}
