import CRRTProtocol
import Varlink

/// Opens a record in the user's editor and puts the result on the roster. If the daemon refuses it, the user's text is kept.
struct RecordEdit<Record: RosterRecord> {
    private let id: String
    private let context: CommandContext
    private let draft: EditedFile
    /// The record that the edit began with.
    private var base: Record
    /// Its text, to notice that nothing was changed.
    private let untouched: String

    static func run(_ id: String, _ context: CommandContext) throws(Failure) {
        let (record, marking) = try Record.get(id, context)
        var edit = try RecordEdit(id, record, marking, context)
        try edit.run()
    }

    private init(_ id: String, _ record: Record, _ marking: Marking?, _ context: CommandContext) throws(Failure) {
        (self.id, self.context, base) = (id, context, record)
        untouched = RecordYAML.text(record, marking: context.line(marking))
        draft = try EditedFile("\(Record.rosterKind.rawValue)-\(id)", untouched)
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

    /// Runs the editor once and puts the record. If it throws, nothing was changed.
    private mutating func attempt() throws(Failure) {
        try Editor.open(draft.path)
        let text = try draft.text()
        if text == untouched { return context.screen.notice("\(id): nothing changed") }
        guard EditedFile.holdsAnything(text) else {
            throw Failure(.cancelled, "the text is empty; nothing was changed")
        }
        let yaml = try YAMLRecord(draft.path)
        let yours = try completed(yaml)
        if yours == base { return context.screen.notice("\(id): nothing changed") }
        do throws(Failure) {
            let stored = try yours.put(ifRevision: base.revision, context)
            context.done(stored.raw, stored.words(context.times))
        } catch {
            throw try explained(error, yours, yaml)
        }
    }

    /// The edited record, completed with what the text leaves out. Changes that cannot be made here are refused.
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

    /// The daemon's refusal, with the line of the field; after a change by another user, with the differences of both.
    private mutating func explained(_ failure: Failure, _ yours: Record, _ yaml: YAMLRecord) throws(Failure) -> Failure {
        if let wrong = failure.remote?.as(Service.InvalidRecord.self) { return yaml.complaint(wrong.field, wrong.reason) }
        guard failure.remote?.as(Service.StaleRevision.self) != nil else { return OfferRights.explained(failure, id, context) }
        let theirs = try Record.get(id, context).record
        let (seen, now) = (base.revision ?? 1, theirs.revision ?? 1)
        var conflict = Failure(
            .failed, "\(id) was changed by another user meanwhile: you began with revision \(seen), it is at \(now); nothing was changed",
            details: ThreeWayDiff.lines(was: base, yours: yours, theirs: theirs))
        conflict.next = "crrtctl \(Record.rosterKind.rawValue) put \(draft.path) --if-revision \(now), which puts yours over theirs"
        base = theirs
        return conflict
    }

    /// On a terminal, offers to edit again, with the failure at the top of the text. Elsewhere it throws and names the file.
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
        context.screen.complain(shown)
        Terminal.write("Edit again? [Y/n] ", to: Terminal.errors)
        guard let reply = Terminal.line()?.lowercased(), reply.isEmpty || reply == "y" || reply == "yes" else {
            throw Failure(failure.status, "nothing was changed; \(kept)", next: next)
        }
        try draft.note(shown.lines, revision: base.revision)
    }
}
