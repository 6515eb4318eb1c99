import CRRTDomain
import CRRTProtocol

/// What a handover report is made of, read together. It holds only what the caller may see.
struct HandoverData {
    /// The open requests, the taskings that are under way, and who stands by, as the board has them.
    var board: BoardData
    /// The beginning of the shift.
    var since: Instant
    /// The journal position up to which the report tells all.
    var position = 0
    /// What the journal has since then; an import is one entry.
    var entries: [Journal.Entry] = []
    /// The requests that the entries are about and that are no longer open.
    var ended: [Requests.Request] = []
    /// What people wrote since then.
    var notes: [Notes.Note] = []
    /// The lessons that are to be done by the end of the next hours, or before.
    var lessons: [Notes.Note] = []
    /// The no-duff messages that stand.
    var noDuff: [Exercise.Message] = []
    /// What ends in the next hours of those who are out, and the authorisations of effects.
    var endings: [Reports.Ending] = []
    var marking: Marking?
}

extension HandoverData {
    /// How many hours the report looks ahead: as long as a shift.
    static let hoursAhead = 12

    func request(_ id: String) -> Requests.Request? { board.request(id) ?? ended.first { $0.id == id } }

    /// The request that an entry is about; nil for entries about other records.
    static func request(of entry: Journal.Entry) -> String? { RecordID(entry.subject).map { "\($0.request)" } }

    /// The entries about no request, but for what stands among the notes and the no-duff messages.
    var others: [Journal.Entry] {
        let standing = Set(noDuff.map(\.id))
        return entries.filter { HandoverData.request(of: $0) == nil && !HandoverData.isOfNote($0) && !standing.contains($0.subject) }
    }

    /// Whether an entry only says that a note was written, which stands among the notes.
    static func isOfNote(_ entry: Journal.Entry) -> Bool { entry.event == JournalEvent.noteAdded.rawValue }
}

extension CommandContext {
    /// Reads what a handover report since an instant is made of.
    func handover(since: Instant) throws(Failure) -> HandoverData {
        let horizon = now.adding(hours: HandoverData.hoursAhead)
        // The report holds what came up to this position, and maybe what came while it was read.
        let position = try daemon.call(Service.Status.self, .init()).reply.seq
        var reader = BoardReader(context: self)
        var data = HandoverData(board: try reader.read(), since: since)
        let begin = try self.position(before: since)
        let entries = try list(
            Journal.Read.self, member: "entries", page: { .init(since: $0 ?? begin, limit: CommandContext.pageSize) },
            read: { ($0.entries, $0.next) })
        data.position = position
        data.entries = ImportCount.folded(entries.records)
        let notes = try self.notes(since: since.description)
        var lessons = try self.notes(kind: "lesson", open: true)
        lessons.keep { $0.isDue(before: horizon) }
        var endings = try list(
            Reports.Expiring.self, member: "endings",
            page: { .init(within: HandoverData.hoursAhead, at: now.description, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.endings, $0.next) })
        endings.keep { $0.tasking != nil || $0.ends == .authorisation }
        (data.notes, data.lessons, data.endings) = (notes.records, lessons.records, endings.records)
        var markings = [data.board.marking, entries.told, notes.told, lessons.told, endings.told]
        if data.board.caller.exercise == true { data.noDuff = try noDuff().records }
        for id in Set(data.entries.compactMap(HandoverData.request)).sortedNaturally() where data.board.request(id) == nil {
            // Of a request that only its taskings are seen of, the report tells these.
            guard let reply = try? daemon.call(Requests.Get.self, .init(id: id)).reply else { continue }
            data.ended.append(reply.request)
            markings.append(Marking(of: reply))
        }
        data.marking = Marking.joined(markings)
        return data
    }
}

extension Listing {
    /// The marking where there are records. Without any, the list tells nothing.
    fileprivate var told: Marking? { records.isEmpty ? nil : marking }
}
