import CRRTDomain
import CRRTProtocol
import CRRTStore
import Synchronization
import Varlink

/// Answers one list call with a page, or with a stream that pauses when its reader does.
///
/// It works in turns, so that other callers have theirs in between. A turn reads a bounded number of rows and bytes, in one transaction.
/// The number of turns depends on records that the caller may not see, so a page ends only after a visible record or at the end of the
/// list.
final class ListResponder<List: RecordList>: Sendable {
    private static var maxPerPage: Int { 1000 }
    private static var defaultCount: Int { 200 }
    /// A page ends with the record that reaches this many bytes.
    private static var bytesPerPage: Int { 1 << 20 }

    private struct Progress {
        /// Where to read on; nil: from the beginning.
        var cursor: String?
        /// The number of records that are still wanted.
        var left: Int
        /// The records of a page, and the bytes of their JSON.
        var page: [List.Record] = []
        var bytes = 0
        /// The latest reply of a stream, held back because the last one must be marked as such.
        var pending: List.Method.Reply?
    }

    private enum Outcome {
        /// Another turn is needed.
        case unfinished
        /// The reader takes no more now.
        case blocked
        case finished
    }

    private let environment: CallEnvironment
    private let right: Right
    private let list: List
    private let call: Call<List.Method>
    private let cancellation: CancellationToken
    /// Used by one turn at a time.
    private let progress: Mutex<Progress>

    init(_ environment: CallEnvironment, _ right: Right, _ parameters: List.Method.Parameters, _ call: Call<List.Method>) throws {
        self.environment = environment
        self.right = right
        self.call = call
        let list = try List(parameters)
        if let limit = list.limit, !(1...Self.maxPerPage).contains(limit) {
            throw Refusal.invalid("limit", "is \(limit); 1 to \(Self.maxPerPage) are allowed")
        }
        self.list = list
        cancellation = CancellationToken(call.pending)
        progress = Mutex(Progress(cursor: list.after, left: list.limit ?? (call.more ? .max : Self.defaultCount)))
    }

    /// Starts to read, off the event loop, because a filter may read many records before it finds one.
    ///
    /// A long stream uses the processor for as long as its reader takes replies. So after its first turn it is scheduled after other lists,
    /// and short streams are as fast as pages.
    func begin() throws {
        try environment.schedule(.lists, for: call.pending) { [self] in
            let needsAnother = turn()
            guard needsAnother, call.more else { return needsAnother }
            scheduleNext()
            return false
        }
    }

    /// - Returns: whether it needs another turn.
    private func turn() -> Bool {
        if cancellation.isCancelled { return false }
        let outcome = progress.withLock { progress -> Outcome in
            do {
                return try call.more ? stream(&progress) : page(&progress)
            } catch {
                environment.fail(call.pending, error)
                return .finished
            }
        }
        if outcome == .blocked { call.pending.onWritable { [self] in scheduleNext() } }
        return outcome == .unfinished
    }

    private func scheduleNext() {
        do {
            try environment.schedule(.streams, for: call.pending) { [self] in turn() }
        } catch {
            environment.fail(call.pending, error)
        }
    }

    /// Checks the right anew each time, because a slow stream may outlive a change of the configuration.
    private func query<Answer>(_ body: (Query) throws -> Answer) throws -> Answer {
        try environment.query(environment.caller(of: call.pending, by: right), body)
    }

    /// Reads more of a page, and answers once it is full or the list has ended.
    private func page(_ progress: inout Progress) throws -> Outcome {
        let reply = try query { query -> List.Method.Reply? in
            let batch = try list.read(after: progress.cursor, count: min(progress.left, List.perTurn), ReadBudget(), query)
            let isLastBatch = batch.next == nil || batch.records.count == progress.left
            for record in batch.records {
                progress.page.append(record)
                progress.left -= 1
                progress.bytes += List.one(record).jsonBytes().count
                guard progress.bytes >= Self.bytesPerPage, progress.left > 0, let cursor = list.cursor(after: record) else { continue }
                return try query.mark(List.many(progress.page, next: cursor))
            }
            progress.cursor = batch.next
            return isLastBatch ? try query.mark(List.many(progress.page, next: batch.next)) : nil
        }
        guard let reply else { return .unfinished }
        call.reply(reply)
        return .finished
    }

    /// Sends the next records of a stream, each as a reply with its own marking.
    private func stream(_ progress: inout Progress) throws -> Outcome {
        guard call.pending.isWritable else { return .blocked }
        let (replies, next) = try query { query in
            let batch = try list.read(after: progress.cursor, count: min(progress.left, List.perTurn), ReadBudget(), query)
            var labels = LabelCache(query)
            return (try batch.records.map { try labels.mark(List.one($0)) }, batch.next)
        }
        for reply in replies {
            if let earlier = progress.pending { call.stream(earlier) }
            progress.pending = reply
        }
        progress.left -= replies.count
        progress.cursor = next
        if next != nil, progress.left > 0 { return .unfinished }
        call.reply(try progress.pending ?? query { try $0.mark(List.many([], next: nil)) })
        return .finished
    }
}
