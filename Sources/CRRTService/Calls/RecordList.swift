import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// One list of the contract: how to read on from a position, and what a reply looks like.
protocol RecordList: Sendable {
    associatedtype Method: VarlinkMethod where Method.Reply: MarkedReply
    associatedtype Record: Sendable

    /// How many records a turn takes at most.
    static var perTurn: Int { get }

    /// Checks what was asked for; throws where a filter cannot be understood.
    init(_ parameters: Method.Parameters) throws
    /// How many records the caller wants, and from behind which one.
    var limit: Int? { get }
    var after: String? { get }

    /// Up to `count` records from behind `after` that the caller may see: fewer where the allowance is spent first.
    ///
    /// - Parameter after: nil, the `next` of the look before, or the `place` of a record.
    func look(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> Look<Record>
    /// Where a page goes on behind this record, in the caller's words; nil: the list is one page always.
    func place(behind record: Record) -> String?
    static func one(_ record: Record) -> Method.Reply
    static func many(_ records: [Record], next: String?) -> Method.Reply
}

extension RecordList {
    static var perTurn: Int { 200 }
}

/// What one look at a list has found.
struct Look<Record> {
    var records: [Record] = []
    /// Where to look on; nil: there are no more. It may stand behind records that the caller does not see, so it is never told.
    var next: String?
}

/// Reads on until enough records have passed a filter, or the allowance is spent.
func filtered<Record>(
    after: String?, count: Int, _ budget: ReadBudget, read: (_ after: String?, _ count: Int) throws -> [Record],
    position: (Record) -> String, keep: (Record) throws -> Bool
) throws -> Look<Record> {
    let atOnce = 200
    var (kept, last): ([Record], String?) = ([], after)
    while true {
        let batch: [Record]
        do { batch = try read(last, atOnce) } catch let error as InvalidField { throw Refusal.invalid(error.within("after")) }
        for record in batch {
            last = position(record)
            if try keep(record) { kept.append(record) }
            if kept.count == count { return Look(records: kept, next: last) }
        }
        if budget.isSpent { return Look(records: kept, next: last) }
        if batch.count < atOnce { return Look(records: kept) }
    }
}
