import CRRTProtocol
import Varlink

/// One record in the user's editor, and back to the daemon, which checks it before it takes it. What somebody has typed is kept wherever it
/// is not taken.
struct RecordEdit<Record: RosterRecord> {
    private let id: String
    private let desk: Desk
    private let draft: Draft
    /// As the daemon gave it, and as it stands in the draft before anybody has typed.
    private var base: Record
    private let untouched: String

    static func run(_ id: String, _ desk: Desk) throws(Failure) {
        let (record, marking) = try Record.get(id, desk)
        var edit = try RecordEdit(id, record, marking, desk)
        try edit.run()
    }

    private init(_ id: String, _ record: Record, _ marking: Marking?, _ desk: Desk) throws(Failure) {
        (self.id, self.desk, base) = (id, desk, record)
        untouched = RecordYAML.text(record, marking: desk.line(marking))
        draft = try Draft("\(Record.rosterKind.rawValue)-\(id)", untouched)
    }

    private mutating func run() throws(Failure) {
        while true {
            do throws(Failure) {
                try attempt()
                return draft.remove()
            } catch {
                if error.status == .cancelled || (try? draft.text()) == untouched {
                    draft.remove()
                    throw error
                }
                try again(after: error)
            }
        }
    }

    /// Once through the editor. What it throws has changed nothing.
    private mutating func attempt() throws(Failure) {
        try Editor.open(draft.path)
        let text = try draft.text()
        if text == untouched { return desk.screen.notice("\(id): nothing changed") }
        guard Draft.holdsAnything(text) else {
            throw Failure(.cancelled, "the text is empty; nothing was changed")
        }
        let yaml = try YAMLRecord(draft.path)
        let yours = try completed(yaml)
        if yours == base { return desk.screen.notice("\(id): nothing changed") }
        do throws(Failure) {
            let stored = try yours.put(ifRevision: base.revision, desk)
            desk.done(stored.raw, stored.words(desk.times))
        } catch {
            throw try explained(error, yours, yaml)
        }
    }

    /// The record that is meant: what cannot be changed here is refused rather than passed over.
    private func completed(_ yaml: YAMLRecord) throws(Failure) -> Record {
        var yours = try yaml.decode(Record.self)
        let kind = Record.rosterKind.rawValue
        guard yours.id == base.id else { throw yaml.complaint("id", "cannot be changed; 'crrtctl \(kind) put' adds another record") }
        guard yours.revision == nil || yours.revision == base.revision else {
            throw yaml.complaint("revision", "is \(base.revision ?? 1); leave it as it is")
        }
        if let mine = yours as? Roster.Expert, mine.name == nil, (base as? Roster.Expert)?.name != nil {
            throw yaml.complaint("name", "is removed by 'crrtctl expert erase-name \(id)' alone; nothing was changed")
        }
        yours.revision = base.revision
        if yours.offer == nil { yours.offer = base.offer }
        return yours
    }

    /// The daemon's refusal with the line of the field, or with both sides where somebody else was faster.
    private mutating func explained(_ failure: Failure, _ yours: Record, _ yaml: YAMLRecord) throws(Failure) -> Failure {
        if let wrong = failure.remote?.as(Service.InvalidRecord.self) { return yaml.complaint(wrong.field, wrong.reason) }
        guard failure.remote?.as(Service.StaleRevision.self) != nil else { return OfferRights.explained(failure, id, desk) }
        let theirs = try Record.get(id, desk).record
        let (seen, now) = (base.revision ?? 1, theirs.revision ?? 1)
        var conflict = Failure(
            .failed, "\(id) was changed by another user meanwhile: you began with revision \(seen), it is at \(now); nothing was changed",
            details: ThreeWay.lines(was: base, yours: yours, theirs: theirs))
        conflict.next = "crrtctl \(Record.rosterKind.rawValue) put \(draft.path) --if-revision \(now), which puts yours over theirs"
        base = theirs
        return conflict
    }

    /// On a terminal offers the text once more, with what was wrong on top; elsewhere ends, and says where the text is.
    private func again(after failure: Failure) throws(Failure) {
        let kept = "your text is kept in \(draft.path)"
        let next = failure.next ?? "crrtctl \(Record.rosterKind.rawValue) put \(draft.path)"
        guard Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) else {
            var ended = failure
            ended.details.append(kept)
            ended.next = next
            throw ended
        }
        var shown = failure
        shown.next = nil
        desk.screen.complain(shown)
        Terminal.write("Edit again? [Y/n] ", to: Terminal.errors)
        guard let reply = Terminal.line()?.lowercased(), reply.isEmpty || reply == "y" || reply == "yes" else {
            throw Failure(failure.status, "nothing was changed; \(kept)", next: next)
        }
        try draft.note(shown.lines, revision: base.revision)
    }
}
