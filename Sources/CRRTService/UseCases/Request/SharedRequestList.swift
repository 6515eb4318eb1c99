import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The requests that other nations share with the caller's nation. It shows that they exist and how they stand, and nothing else.
struct SharedRequestList: RecordList {
    typealias Method = Requests.ListShared
    let limit: Int?
    let after: String?

    init(_ parameters: Method.Parameters) throws { (limit, after) = (parameters.limit, parameters.after) }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Requests.SharedRequest> {
        let found = try filtered(
            after: after, count: count, budget,
            read: { after, count in
                let cursor = ListCursor(after)
                let last = try cursor.id.map { try RequestID($0) }
                return try query.rows.requests(nation: nil, state: nil, after: last, limit: count, order: cursor.order, within: budget)
            }, position: { $0.id.map { ListCursor(after).after($0) } ?? "" }, keep: query.isShared)
        return RecordBatch(records: found.records.map(Requests.SharedRequest.init), next: found.next)
    }

    func cursor(after record: Requests.SharedRequest) -> String? { ListCursor(after).after(record.id) }
    static func one(_ record: Requests.SharedRequest) -> Method.Reply { .init(request: record) }
    static func many(_ records: [Requests.SharedRequest], next: String?) -> Method.Reply { .init(requests: records, next: next) }
}
