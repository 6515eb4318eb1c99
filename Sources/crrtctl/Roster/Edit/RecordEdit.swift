import CRRTProtocol
import Varlink

/// Opens a record in the user's editor and puts the result on the roster. If the daemon refuses it, the user's text is kept.
struct RecordEdit<Record: RosterRecord> {
    private let id: String
    private let context: CommandContext
    private let loop: EditLoop
    /// The record that the edit began with.
    private var base: Record

    static func run(_ id: String, _ context: CommandContext) throws(Failure) {
        let (record, marking) = try Record.get(id, context)
        var edit = try RecordEdit(id, record, marking, context)
        try edit.run()
    }

    private init(_ id: String, _ record: Record, _ marking: Marking?, _ context: CommandContext) throws(Failure) {
        (self.id, self.context, base) = (id, context, record)
        loop = try EditLoop(
            id, name: "\(Record.rosterKind.rawValue)-\(id)", RecordYAML.text(record, marking: context.line(marking)),
            retry: "crrtctl \(Record.rosterKind.rawValue) put", context)
    }

    private mutating func run() throws(Failure) {
        try loop.run { (revision) throws(Failure) in
            defer { revision = base.revision }
            try put()
        }
    }

    /// Puts the record. If it throws, nothing was changed.
    private mutating func put() throws(Failure) {
        let yaml = try YAMLRecord(loop.draft.path)
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
        let file = ShellWord.path(loop.draft.path)
        conflict.next = "crrtctl \(Record.rosterKind.rawValue) put \(file) --if-revision \(now), which puts yours over theirs"
        base = theirs
        return conflict
    }
}
