import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof
import Varlink

/// Journal entries as a caller may read them: about what he may read, and of that only what is his.
struct JournalVisibility {
    let query: Query

    /// nil: the entry does not exist for him.
    func view(_ entry: JournalEntry) throws -> Journal.Entry? {
        if query.caller.roles.contains(.auditor) { return wire(entry, payload: try JSONObject(json: entry.payload.utf8)) }
        guard try sees(subject: entry.subject) else { return nil }
        let payload = try JSONObject(json: entry.payload.utf8)
        return wire(entry, payload: query.caller.isAny(of: [.duty, .authority]) ? payload : try own(payload, of: entry))
    }

    private func sees(subject: String) throws -> Bool {
        if let id = try? TaskingID(subject) { return try query.reading.tasking(id).map { try query.sees($0) } ?? false }
        if let id = try? RequestID(subject) { return try query.reading.request(id).map { try query.sees($0) } ?? false }
        if let id = try? EffectID(subject), let effect = try query.reading.effect(id) { return query.caller.sees(effect) }
        guard let id = try? ExpertID(subject) else { return false }
        return query.caller.sees(offersOf: id.nation)
    }

    /// Of a tasking that several nations serve, each sees its own part, as in every other view.
    private func own(_ payload: JSONObject, of entry: JournalEntry) throws -> JSONObject {
        let visible = try entry.changes().compactMap { change -> RecordChange? in
            switch change {
            case .tasking(let tasking): try query.sees(tasking) ? .tasking(query.caller.view(of: tasking)) : nil
            case .consent(let consent): query.caller.sees(consent) ? change : nil
            case .request(let request): try query.sees(request) ? change : nil
            case .effect(let effect): query.caller.sees(effect) ? change : nil
            case .expert(let expert): query.caller.sees(offersOf: expert.nation) ? change : nil
            case .team(let team): query.caller.sees(offersOf: team.nation) ? change : nil
            }
        }
        var view = payload
        view["changes"] = .array(try visible.map { .object(try JSONObject(json: $0.jsonBytes())) })
        return view
    }

    private func wire(_ entry: JournalEntry, payload: JSONObject) -> Journal.Entry {
        .init(
            seq: entry.seq, at: entry.at.description, principal: entry.principal, event: entry.event, subject: entry.subject,
            payload: payload, previousHash: hexadecimal(entry.previousHash), hash: hexadecimal(entry.hash))
    }
}

struct JournalList: RecordList {
    typealias Method = Journal.Read
    let limit: Int?
    let after: String?
    private let subject: String?

    init(_ parameters: Method.Parameters) throws {
        limit = parameters.limit
        subject = parameters.subject
        guard (parameters.since ?? 0) >= 0 else { throw Refusal.invalid("since", "is negative; 0 is the beginning") }
        after = parameters.since.map(String.init)
    }

    func page(after: String?, count: Int, _ query: Query) throws -> (records: [Journal.Entry], next: String?) {
        let visibility = JournalVisibility(query: query)
        var views: [Journal.Entry] = []
        let page = try filteredPage(
            after: after, count: count,
            read: { try query.reading.journal(since: $0.flatMap { Int($0) } ?? 0, limit: $1, subject: subject) }, position: { "\($0.seq)" },
            keep: { entry in
                guard let view = try visibility.view(entry) else { return false }
                views.append(view)
                return true
            })
        return (views, page.next)
    }

    static func one(_ record: Journal.Entry) -> Method.Reply { .init(entry: record) }
    static func many(_ records: [Journal.Entry], next: String?) -> Method.Reply {
        .init(entries: records, next: next.flatMap { Int($0) })
    }
}
