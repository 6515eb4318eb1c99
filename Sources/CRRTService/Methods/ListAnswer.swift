import CRRTDomain
import CRRTProtocol
import Dispatch
import Varlink

/// One list of the contract: how to read on from a position, and what a reply looks like.
protocol RecordList: Sendable {
    associatedtype Method: VarlinkMethod where Method.Reply: MarkedReply
    associatedtype Record: Sendable

    /// Checks what was asked for; throws where a filter cannot be understood.
    init(_ parameters: Method.Parameters) throws
    /// How many records the caller wants, and from behind which one.
    var limit: Int? { get }
    var after: String? { get }

    /// Up to `count` records from behind `after` that the caller may see, and where to read on; nil: there are no more.
    func page(after: String?, count: Int, _ query: Query) throws -> (records: [Record], next: String?)
    static func one(_ record: Record) -> Method.Reply
    static func many(_ records: [Record], next: String?) -> Method.Reply
}

/// Answers one list call: a page, or a stream that waits whenever its reader does.
final class ListAnswer<List: RecordList>: Sendable {
    private static var mostPerPage: Int { 1000 }
    private static var perStep: Int { 200 }

    private let instance: Instance
    private let right: MethodTable.Right
    private let list: List
    private let call: Call<List.Method>

    init(_ instance: Instance, _ right: MethodTable.Right, _ parameters: List.Method.Parameters, _ call: Call<List.Method>) throws {
        self.instance = instance
        self.right = right
        self.call = call
        list = try List(parameters)
        if let limit = list.limit, !(1...Self.mostPerPage).contains(limit) {
            throw Refusal.invalid("limit", "is \(limit); 1 to \(Self.mostPerPage) are allowed")
        }
    }

    /// Off the event loop: a filter may look at many records before it finds one.
    func begin() throws {
        instance.beside.async { [self] in
            if call.more { return stream(from: list.after, left: list.limit ?? .max) }
            instance.answer(call) {
                try ask { query in
                    let page = try list.page(after: list.after, count: list.limit ?? Self.perStep, query)
                    return try query.mark(List.many(page.records, next: page.next))
                }
            }
        }
    }

    /// The next replies of a stream, each with its own record's label.
    private func step(after position: String?, count: Int) throws -> (replies: [List.Method.Reply], next: String?) {
        try ask { query in
            let page = try list.page(after: position, count: count, query)
            var book = LabelBook(query)
            return (try page.records.map { try book.mark(List.one($0)) }, page.next)
        }
    }

    /// By the rights of this moment: a slow reader's stream may outlive changes of the configuration.
    private func ask<Answer>(_ question: (Query) throws -> Answer) throws -> Answer {
        try instance.ask(instance.caller(of: call.pending, by: right), question)
    }

    /// Sends one record a reply. One is always held back, since the last reply must say that it is the last.
    private func stream(from position: String?, left: Int, held: List.Method.Reply? = nil) {
        var (position, left, held) = (position, left, held)
        do {
            while call.pending.isWritable {
                let page = try step(after: position, count: min(left, Self.perStep))
                for reply in page.replies {
                    if let held { call.stream(held) }
                    held = reply
                }
                left -= page.replies.count
                guard let next = page.next, left > 0 else {
                    return call.reply(try held ?? ask { try $0.mark(List.many([], next: nil)) })
                }
                position = next
            }
        } catch {
            return instance.fail(call.pending, error)
        }
        let (from, rest, last) = (position, left, held)
        call.pending.onWritable { [self] in
            instance.beside.async { self.stream(from: from, left: rest, held: last) }
        }
    }
}

/// Reads pages until enough records have passed a filter.
///
/// - Returns: the records that passed, and the position of the last record looked at where there may be more.
func filteredPage<Record>(
    after: String?, count: Int, read: (_ after: String?, _ count: Int) throws -> [Record], position: (Record) -> String,
    keep: (Record) throws -> Bool
) throws -> (records: [Record], next: String?) {
    var (kept, last): ([Record], String?) = ([], after)
    while true {
        let batch: [Record]
        do { batch = try read(last, 200) } catch let error as InvalidField { throw Refusal.invalid(error.within("after")) }
        for record in batch {
            last = position(record)
            if try keep(record) { kept.append(record) }
            if kept.count == count { return (kept, last) }
        }
        if batch.count < 200 { return (kept, nil) }
    }
}
