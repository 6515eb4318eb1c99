import CRRTDomain
import CRRTStore

/// Who is told a note (docs/decisions/0037). Its label is that of its subject as it is now.
extension Context {
    /// Whether the subject of a note exists for the caller. No record is read.
    func sees(_ subject: NoteSubject) throws -> Bool {
        switch subject {
        case .request(let id): try sees(request: id)
        case .tasking(let id): try sees(tasking: id)
        case .campaign(let id): try sees(campaign: id)
        }
    }

    /// Whether the caller is told a note.
    func isTold(_ note: Note) throws -> Bool { try isTold(note.to, from: note.nation, about: note.subject) }

    /// Whether the caller is told notes about a subject that are for these readers.
    ///
    /// The subject is looked up for everybody, so that a refusal takes the same steps.
    ///
    /// - Parameter nation: For which a contact point wrote it; nil for the operations centre.
    func isTold(_ reader: Reader, from nation: NationCode?, about subject: NoteSubject) throws -> Bool {
        guard try sees(subject) else { return false }
        if caller.reads(asAny: [.duty, .authority, .auditor]) { return true }
        if let nation, caller.reads(for: nation) { return true }
        switch reader {
        case .all: return caller.reads(asAny: [.council, .ncp]) && subject.nation.map(seesAll) ?? true
        case .desk: return false
        case .nation(let reader): return caller.reads(for: reader)
        }
    }

    /// A note that the caller is told. Malformed, missing and hidden ids get the same refusal.
    func note(_ text: String) throws -> Note {
        guard let id = try? NoteID(text) else { throw Refusal.noSuch("note", text) }
        let facts = try rows.noteFacts(id)
        guard try isTold(facts.to, from: facts.nation, about: facts.subject), facts.exists, let note = try rows.note(id) else {
            throw Refusal.noSuch("note", text)
        }
        return note
    }

    /// When the next situation report of a tasking is due, by the reports that the caller is told; nil where none is asked for, and once
    /// all whom the caller sees in the tasking are home.
    ///
    /// What a contact point announced is due until their nation or the operations centre reports: the host's word that it waits for a team
    /// is not the team's report. What the operations centre announced is due until it or a nation whose people are in the tasking reports.
    ///
    /// - Parameter view: The tasking as the caller may read it.
    func nextReportDue(of view: Tasking) throws -> Instant? {
        guard view.elements.contains(where: \.state.isHeld) else { return nil }
        let sent = Set(view.elements.map(\.nation))
        var announced: [Instant] = []
        var reported: Set<NationCode> = []
        _ = try rows.lastReport(of: view.id) { note in
            guard try isTold(note) else { return false }
            let next = note.report?.nextDue
            guard let nation = note.nation else {
                if reported.isDisjoint(with: sent) { announced += [next].compactMap { $0 } }
                return true
            }
            if reported.insert(nation).inserted { announced += [next].compactMap { $0 } }
            return false
        }
        return announced.min()
    }
}
