import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// A list method of the contract: how to read its records, and how to make replies of them.
protocol RecordList: Sendable {
    associatedtype Method: VarlinkMethod where Method.Reply: MarkedReply
    associatedtype Record: Sendable

    /// The most records of one turn.
    static var perTurn: Int { get }

    /// - Throws: the refusal of a parameter that cannot be understood.
    init(_ parameters: Method.Parameters) throws
    /// The number of records that the caller wants, and the cursor after which they begin; nil where not stated.
    var limit: Int? { get }
    var after: String? { get }

    /// Reads up to `count` records that the caller may see, fewer where the budget is spent first.
    ///
    /// - Parameter after: the `next` of an earlier batch or the cursor of a record; nil: from the beginning.
    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Record>
    /// The cursor after this record, as the caller sees it; nil where the list is always one page.
    func cursor(after record: Record) -> String?
    static func one(_ record: Record) -> Method.Reply
    static func many(_ records: [Record], next: String?) -> Method.Reply
}

extension RecordList {
    static var perTurn: Int { 200 }
}

/// The records of one read.
struct RecordBatch<Record> {
    var records: [Record] = []
    /// Where to read on; nil where there are no more. It may point past records that the caller may not see, so it must not be sent.
    var next: String?
}

/// Reads until enough records have passed a filter, or the budget is spent.
func filtered<Record>(
    after: String?, count: Int, _ budget: ReadBudget, read: (_ after: String?, _ count: Int) throws -> [Record],
    position: (Record) -> String, keep: (Record) throws -> Bool
) throws -> RecordBatch<Record> {
    let batchSize = 200
    var (kept, last): ([Record], String?) = ([], after)
    while true {
        let batch: [Record]
        do { batch = try read(last, batchSize) } catch let error as InvalidField { throw Refusal.invalid(error.within("after")) }
        for record in batch {
            last = position(record)
            if try keep(record) { kept.append(record) }
            if kept.count == count { return RecordBatch(records: kept, next: last) }
        }
        if budget.isSpent { return RecordBatch(records: kept, next: last) }
        if batch.count < batchSize { return RecordBatch(records: kept) }
    }
}
