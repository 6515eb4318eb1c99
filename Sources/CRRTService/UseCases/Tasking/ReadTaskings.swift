import CRRTDomain
import CRRTProtocol
import CRRTStore

enum ReadTaskings {
    static func get(_ parameters: Taskings.Get.Parameters, _ query: Query) throws -> Taskings.Get.Reply {
        .init(tasking: try query.withPartners(query.shown(try query.tasking(parameters.id).tasking)))
    }
}

struct TaskingList: RecordList {
    typealias Method = Taskings.List
    let limit: Int?
    let after: String?
    private let request: String?
    private let state: Tasking.State?
    private let nation: NationCode?

    init(_ parameters: Method.Parameters) throws {
        (limit, after, request) = (parameters.limit, parameters.after, parameters.request)
        state = try stateFilter(parameters.state, Tasking.State.self)
        nation = try nationFilter(parameters.nation)
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Taskings.Tasking> {
        let found = try filtered(
            after: after, count: count, budget, read: { try batch(after: $0, $1, budget, query) },
            position: { ListCursor(after).after($0.id) }, keep: { try matches($0, query) })
        var contests = ContestCache(query)
        return RecordBatch(records: try found.records.map { try query.withPartners(query.shown($0, nil, &contests)) }, next: found.next)
    }

    /// Reads a batch. The taskings of one request are read only if any of them could be visible.
    private func batch(after: String?, _ count: Int, _ budget: ReadBudget, _ query: Query) throws -> [Tasking] {
        let cursor = ListCursor(after)
        let last = try cursor.id.map { try TaskingID($0) }
        // A contributing nation sees the state of its part, which the rows do not have.
        let state = query.caller.offersNation == nil ? state : nil
        guard let request else {
            return try query.rows.taskings(state: state, after: last, limit: count, order: cursor.order, within: budget)
        }
        guard let id = try? RequestID(request), id.description == request, try query.sees(taskingsOf: id) else { return [] }
        return try query.rows.taskings(of: id, state: state, after: last, limit: count, order: cursor.order, within: budget)
    }

    /// Matches state and nation against the caller's view of the tasking, so that the filters reveal no more than the list.
    private func matches(_ tasking: Tasking, _ query: Query) throws -> Bool {
        guard try query.sees(tasking: tasking.id) else { return false }
        let view = try query.view(of: tasking)
        guard state.map({ $0 == view.state }) ?? true else { return false }
        return nation.map { tasking.request.nation == $0 || view.nations.contains($0) } ?? true
    }

    func cursor(after record: Taskings.Tasking) -> String? { ListCursor(after).after(record.id) }
    static func one(_ record: Taskings.Tasking) -> Method.Reply { .init(tasking: record) }
    static func many(_ records: [Taskings.Tasking], next: String?) -> Method.Reply { .init(taskings: records, next: next) }
}
