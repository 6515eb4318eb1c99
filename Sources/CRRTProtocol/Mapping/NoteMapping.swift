public import CRRTDomain

extension Notes.Note {
    /// The note as the wire has it.
    public init(_ note: Note) {
        self.init(
            id: note.id.description, kind: wire(note.kind), subject: note.subject.description, to: note.to.description,
            nation: note.nation?.description, by: .init(note.by), at: note.at.description, text: note.texts?.text,
            needs: note.texts?.needs, owner: note.texts?.owner, from: note.report?.period.start.description,
            until: note.report?.period.end.description, hours: note.report?.hours, nextDue: note.report?.nextDue?.description,
            due: note.lesson?.by.description, doneAt: note.lesson?.doneAt?.description, doneBy: note.lesson?.doneBy.map { .init($0) },
            erasedAt: note.erasedAt?.description, erasedBy: note.erasedBy.map { .init($0) })
    }

    /// As the rows have it, which keep the texts apart.
    public var withoutTexts: Notes.Note {
        var facts = self
        (facts.text, facts.needs, facts.owner) = (nil, nil, nil)
        return facts
    }
}

extension Note {
    /// Reads a stored note back.
    ///
    /// - Parameter wire: With its texts.
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Notes.Note) throws(InvalidField) {
        try self.init(
            id: field("id") { () throws(InvalidField) in try NoteID(wire.id) },
            subject: field("subject") { () throws(InvalidField) in try NoteSubject(wire.subject) },
            to: field("to") { () throws(InvalidField) in try Reader(wire.to) },
            by: Principal(wire.by), nation: optional("nation", wire.nation, NationCode.init),
            at: field("at") { () throws(InvalidField) in try Instant(wire.at) },
            texts: wire.text.map { (text) throws(InvalidField) in try Texts(text, needs: wire.needs, owner: wire.owner) },
            report: Report(wire), lesson: Lesson(wire))
        erasedAt = try optional("erasedAt", wire.erasedAt, Instant.init)
        erasedBy = try optional("erasedBy", wire.erasedBy) { (value) throws(InvalidField) in try Principal(value) }
    }
}

extension Note.Report {
    fileprivate init?(_ wire: Notes.Note) throws(InvalidField) {
        guard wire.kind == .report, let from = wire.from, let until = wire.until else { return nil }
        try self.init(
            period: Period(start: Instant(from), end: Instant(until)), hours: wire.hours,
            nextDue: optional("nextDue", wire.nextDue, Instant.init))
    }
}

extension Note.Lesson {
    fileprivate init?(_ wire: Notes.Note) throws(InvalidField) {
        guard wire.kind == .lesson, let due = wire.due else { return nil }
        try self.init(
            by: CalendarDate(due), doneAt: optional("doneAt", wire.doneAt, Instant.init),
            doneBy: optional("doneBy", wire.doneBy) { (value) throws(InvalidField) in try Principal(value) })
    }
}

extension Notes.Principal {
    init(_ principal: Principal) {
        self.init(name: principal.name, uid: Int(principal.uid), playedBy: principal.playedBy)
    }
}

private func wire(_ value: Note.Kind) -> Notes.Note.Kind {
    switch value {
    case .note: .note
    case .report: .report
    case .lesson: .lesson
    }
}
