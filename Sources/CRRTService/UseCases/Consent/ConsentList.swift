import CRRTDomain
import CRRTProtocol
import CRRTStore

struct ConsentList: RecordList {
    typealias Method = Consents.List
    let limit: Int?
    let after: String?
    private let nation: NationCode?
    private let state: Consent.State?
    private let tasking: String?

    init(_ parameters: Method.Parameters) throws {
        (limit, after, tasking) = (parameters.limit, parameters.after, parameters.tasking)
        state = try stateFilter(parameters.state, Consent.State.self)
        nation = try nationFilter(parameters.nation)
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Consent> {
        let id = tasking.flatMap { try? TaskingID($0) }
        guard tasking == nil || id != nil else { return RecordBatch() }
        let cursor = ListCursor(after)
        var last = try cursor.id.map(ConsentList.position)
        if let id, try !query.sees(tasking: id) { return RecordBatch() }
        let found = try filtered(
            after: after, count: count, budget,
            read: { _, count in
                let page = try query.rows.consents(
                    nation: nation, state: state, tasking: id, after: last, limit: count, order: cursor.order, within: budget)
                last = page.last.map(ConsentPosition.init)
                return page
            }, position: { cursor.after(ConsentList.text($0)) }, keep: { try query.sees(.consent($0)) })
        return RecordBatch(records: try found.records.map(query.view), next: found.next)
    }

    private static func text(_ consent: Consent) -> String {
        let position = ConsentPosition(consent)
        return [position.tasking, position.nation, position.kind, position.digest].joined(separator: "/")
    }

    private static func position(_ text: String) throws -> ConsentPosition {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 else { throw Refusal.invalid("after", "is not the 'next' of an earlier page") }
        return ConsentPosition(tasking: parts[0], nation: parts[1], kind: parts[2], digest: parts[3])
    }

    func cursor(after record: Consent) -> String? { ListCursor(after).after(ConsentList.text(record)) }
    static func one(_ record: Consent) -> Method.Reply { .init(consent: Consents.Consent(record)) }
    static func many(_ records: [Consent], next: String?) -> Method.Reply {
        .init(consents: records.map(Consents.Consent.init), next: next)
    }
}
