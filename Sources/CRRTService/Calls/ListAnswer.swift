import CRRTDomain
import CRRTProtocol
import CRRTStore
import Synchronization
import Varlink

/// Answers one list call: a page, or a stream that waits whenever its reader does.
///
/// It works in turns, between which other callers have theirs. A turn looks at a bounded number of rows and bytes, in a transaction of its
/// own. How many turns a page takes depends on records that the caller may not see, so a page ends only behind a record that they see, or
/// at the end of the list.
final class ListAnswer<List: RecordList>: Sendable {
    private static var mostPerPage: Int { 1000 }
    private static var byDefault: Int { 200 }
    /// A page ends with the record that fills this many bytes.
    private static var bytesPerPage: Int { 1 << 20 }

    /// How far it has come.
    private struct Progress {
        var place: String?
        /// Records that are still wanted.
        var left: Int
        /// Those of a page, and the bytes of their JSON.
        var page: [List.Record] = []
        var bytes = 0
        /// The last reply of a stream: one is always held back, since the last must say that it is the last.
        var held: List.Method.Reply?
    }

    private enum Outcome {
        case again
        case waits
        case over
    }

    private let environment: CallEnvironment
    private let right: Right
    private let list: List
    private let call: Call<List.Method>
    private let presence: Presence
    /// Used by one turn at a time.
    private let progress: Mutex<Progress>

    init(_ environment: CallEnvironment, _ right: Right, _ parameters: List.Method.Parameters, _ call: Call<List.Method>) throws {
        self.environment = environment
        self.right = right
        self.call = call
        let list = try List(parameters)
        if let limit = list.limit, !(1...Self.mostPerPage).contains(limit) {
            throw Refusal.invalid("limit", "is \(limit); 1 to \(Self.mostPerPage) are allowed")
        }
        self.list = list
        presence = Presence(call.pending)
        progress = Mutex(Progress(place: list.after, left: list.limit ?? (call.more ? .max : Self.byDefault)))
    }

    /// Off the event loop: a filter may look at many records before it finds one.
    ///
    /// A long stream takes processor time for as long as its reader takes what it is sent. So after its first turn it stands back behind
    /// the lists of others, and short streams are as fast as pages.
    func begin() throws {
        try environment.take(.lists, for: call.pending) { [self] in
            let needsAnother = turn()
            guard needsAnother, call.more else { return needsAnother }
            goOn()
            return false
        }
    }

    /// - Returns: whether it needs another turn.
    private func turn() -> Bool {
        if presence.isGone { return false }
        let outcome = progress.withLock { progress -> Outcome in
            do {
                return try call.more ? stream(&progress) : page(&progress)
            } catch {
                environment.fail(call.pending, error)
                return .over
            }
        }
        if outcome == .waits { call.pending.onWritable { [self] in goOn() } }
        return outcome == .again
    }

    private func goOn() {
        do {
            try environment.take(.streams, for: call.pending) { [self] in turn() }
        } catch {
            environment.fail(call.pending, error)
        }
    }

    /// By the rights of this moment: a slow reader's stream may outlive changes of the configuration.
    private func ask<Answer>(_ question: (Query) throws -> Answer) throws -> Answer {
        try environment.ask(environment.caller(of: call.pending, by: right), question)
    }

    /// Reads on in a page, and answers once it is full or the list is at its end.
    private func page(_ progress: inout Progress) throws -> Outcome {
        let reply = try ask { query -> List.Method.Reply? in
            let look = try list.look(after: progress.place, count: min(progress.left, List.perTurn), ReadBudget(), query)
            let isLastLook = look.next == nil || look.records.count == progress.left
            for record in look.records {
                progress.page.append(record)
                progress.left -= 1
                progress.bytes += List.one(record).jsonBytes().count
                guard progress.bytes >= Self.bytesPerPage, progress.left > 0, let place = list.place(behind: record) else { continue }
                return try query.mark(List.many(progress.page, next: place))
            }
            progress.place = look.next
            return isLastLook ? try query.mark(List.many(progress.page, next: look.next)) : nil
        }
        guard let reply else { return .again }
        call.reply(reply)
        return .over
    }

    /// Sends the next records of a stream, each as a reply with its own label.
    private func stream(_ progress: inout Progress) throws -> Outcome {
        guard call.pending.isWritable else { return .waits }
        let (replies, next) = try ask { query in
            let look = try list.look(after: progress.place, count: min(progress.left, List.perTurn), ReadBudget(), query)
            var book = LabelBook(query)
            return (try look.records.map { try book.mark(List.one($0)) }, look.next)
        }
        for reply in replies {
            if let held = progress.held { call.stream(held) }
            progress.held = reply
        }
        progress.left -= replies.count
        progress.place = next
        if next != nil, progress.left > 0 { return .again }
        call.reply(try progress.held ?? ask { try $0.mark(List.many([], next: nil)) })
        return .over
    }
}
