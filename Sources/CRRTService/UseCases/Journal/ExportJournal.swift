import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof
import Varlink

/// Exports the journal, page by page, as lines of a self-contained proof file (`JournalProof.JournalExport`).
enum ExportJournal {
    private static let maxPerPage = 1000

    static func run(
        _ parameters: Journal.Export.Parameters, _ caller: Caller, _ call: Call<Journal.Export>, _ environment: CallEnvironment,
        _ notary: Notary?
    ) throws {
        let limit = parameters.limit ?? maxPerPage
        guard (1...maxPerPage).contains(limit) else { throw Refusal.invalid("limit", "is \(limit); 1 to \(maxPerPage) are allowed") }
        let cursor = try parameters.after.map(Cursor.init)
        try environment.answer(call, as: .scan) { _ in
            if let cursor { return try page(cursor, limit, [], environment) }
            notary?.signNow()
            let (first, header) = try begin(environment, notary?.verifyingKey)
            return try page(first, limit, [header], environment)
        }
    }

    /// The position of an export, and where it ends, because the journal grows meanwhile.
    private struct Cursor {
        var seq: Int
        var end: Int

        init(seq: Int, end: Int) {
            self.seq = seq
            self.end = end
        }

        init(_ text: String) throws {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let seq = parts[0], let end = parts[1], seq >= 0, end >= seq else {
                throw Refusal.invalid("after", "is not the 'next' of an earlier page")
            }
            self.init(seq: seq, end: end)
        }
    }

    private static func begin(_ environment: CallEnvironment, _ key: VerifyingKey?) throws -> (Cursor, String) {
        let site = environment.site
        return try environment.store.read { rows in
            let last = try rows.lastEntry()
            let head = JournalHead(seq: last?.seq ?? 0, hash: last?.hash ?? JournalEntry.genesis)
            let header = JournalExport.Header(
                journal: try rows.journalIdentity(), instance: site.configuration.instance ?? "", at: environment.clock(),
                head: head, key: key, floor: site.policy.siteFloor, isExercise: site.exercise)
            return (Cursor(seq: 0, end: head.seq), JournalExport.line(header))
        }
    }

    private static func page(
        _ cursor: Cursor, _ limit: Int, _ before: [String], _ environment: CallEnvironment
    ) throws -> Journal.Export.Reply {
        let (lines, last) = try environment.store.read { rows -> ([String], Int) in
            let entries = try rows.journal(
                since: cursor.seq, limit: min(limit, cursor.end - cursor.seq), within: ReadBudget(rows: maxPerPage))
            let last = entries.last?.seq ?? cursor.end
            var checkpoints = try rows.checkpoints(since: cursor.seq, through: last)[...]
            let lines = entries.flatMap { entry in
                let here = checkpoints.prefix { $0.seq <= entry.seq }
                checkpoints = checkpoints.dropFirst(here.count)
                return [JournalExport.line(entry)] + here.map(JournalExport.line)
            }
            return (lines, last)
        }
        return .init(lines: before + lines, next: last < cursor.end ? "\(last)/\(cursor.end)" : nil)
    }
}
