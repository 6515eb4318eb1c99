import CRRTDomain
import CRRTProtocol

/// What a handover report is made of, read together. It holds only what the caller may see.
struct HandoverData {
    /// The open requests, the taskings that are under way, and who stands by, as the board has them.
    var board: BoardData
    var shift: HandoverShift
    /// The journal position up to which the report tells all; 0 for callers whose positions are made of time.
    var position = 0
    /// Whether records changed each time that they were read, so that lines may contradict each other.
    var hasChanged = false
    /// The journal position of the last entry that was read, as the caller counts; nil without entries.
    var lastEntry: Int?
    /// What the journal has of the shift; an import is one entry.
    var entries: [Journal.Entry] = []
    /// The requests that the entries are about and that are no longer open.
    var ended: [Requests.Request] = []
    /// What people wrote in it.
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

    /// The request that an entry is about, which an inject names; nil for entries about other records.
    static func request(of entry: Journal.Entry) -> String? {
        let named = isOfInject(entry) ? entry.detail("request") : entry.subject
        return named.flatMap { RecordID($0) }.map { "\($0.request)" }
    }

    /// The entries about no request, but for what stands among the notes and the no-duff messages, and but for injects.
    var others: [Journal.Entry] {
        let standing = Set(noDuff.map(\.id))
        return entries.filter { entry in
            HandoverData.request(of: entry) == nil && !HandoverData.isOfNote(entry) && !HandoverData.isOfInject(entry)
                && !standing.contains(entry.subject)
        }
    }

    /// The injects that are about no request.
    var injects: [Journal.Entry] { entries.filter { HandoverData.request(of: $0) == nil && HandoverData.isOfInject($0) } }

    /// Whether an entry only says that a note was written, which stands among the notes.
    static func isOfNote(_ entry: Journal.Entry) -> Bool { entry.event == JournalEvent.noteAdded.rawValue }

    private static func isOfInject(_ entry: Journal.Entry) -> Bool { entry.event == JournalEvent.injectReleased.rawValue }
}

extension CommandContext {
    /// How often the report is read anew because something changed meanwhile.
    private static let mostReads = 4

    /// Reads what a handover report is made of. Where the journal has grown meanwhile it is read anew, because a record that changed
    /// between two lists could stand in both or in neither.
    func handover(_ shift: HandoverShift) throws(Failure) -> HandoverData {
        let begin = try position(before: shift.since)
        var data = try handover(shift, after: begin)
        for _ in 1..<CommandContext.mostReads where try hasEntries(after: data, begin) {
            data = try handover(shift, after: begin)
        }
        data.hasChanged = try hasEntries(after: data, begin)
        return data
    }

    /// Whether the journal has entries behind those of the report.
    private func hasEntries(after data: HandoverData, _ begin: Int) throws(Failure) -> Bool {
        let last = data.lastEntry ?? begin
        return try daemon.call(Journal.Read.self, .init(since: last, limit: 1)).reply.entries?.isEmpty == false
    }

    private func handover(_ shift: HandoverShift, after begin: Int) throws(Failure) -> HandoverData {
        let horizon = now.adding(hours: HandoverData.hoursAhead)
        // The report holds what came up to this position, and maybe what came while it was read.
        let position = try daemon.call(Service.Status.self, .init()).reply.seq
        let entries = try list(
            Journal.Read.self, member: "entries", page: { .init(since: $0 ?? begin, limit: CommandContext.pageSize) },
            read: { ($0.entries, $0.next) })
        var reader = BoardReader(context: self)
        var data = HandoverData(board: try reader.read(), shift: shift)
        data.position = position
        data.lastEntry = entries.records.last?.seq
        data.entries = ImportCount.folded(entries.records)
        let notes = try self.notes(since: shift.since.description)
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
            guard let reply = try seen(id) else { continue }
            data.ended.append(reply.request)
            markings.append(Marking(of: reply))
        }
        data.marking = Marking.joined(markings)
        return data
    }

    /// A request; nil where the caller sees only its taskings, which the report then tells.
    private func seen(_ request: String) throws(Failure) -> Requests.Get.Reply? {
        do throws(Failure) {
            return try daemon.call(Requests.Get.self, .init(id: request)).reply
        } catch {
            guard error.status == .noSuchRecord else { throw error }
            return nil
        }
    }
}

extension Listing {
    /// The marking where there are records. Without any, the list tells nothing.
    fileprivate var told: Marking? { records.isEmpty ? nil : marking }
}
