import CRRTProtocol
import CRRTStore

/// The journal, from a position on.
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

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Journal.Entry> {
        var reader =
            try after.flatMap { JournalReader(continuing: $0) } ?? JournalReader(since: after.flatMap { Int($0) } ?? 0, query)
        let (entries, more) = try reader.next(count, subject: subject, within: budget, query)
        return RecordBatch(records: entries, next: more ? reader.text : nil)
    }

    func cursor(after record: Journal.Entry) -> String? { String(record.seq) }
    static func one(_ record: Journal.Entry) -> Method.Reply { .init(entry: record) }
    static func many(_ records: [Journal.Entry], next: String?) -> Method.Reply {
        .init(entries: records, next: next.flatMap { JournalReader(continuing: $0)?.position ?? Int($0) })
    }
}
