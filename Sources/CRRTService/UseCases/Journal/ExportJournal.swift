import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof
import Varlink

/// The journal as the lines of a file that proves itself, page by page; `JournalProof.ProofFile` says what they are.
enum ExportJournal {
    private static let mostPerPage = 1000

    static func run(
        _ parameters: Journal.Export.Parameters, _ caller: Caller, _ call: Call<Journal.Export>, _ environment: CallEnvironment,
        _ notary: Notary?
    ) throws {
        let limit = parameters.limit ?? mostPerPage
        guard (1...mostPerPage).contains(limit) else { throw Refusal.invalid("limit", "is \(limit); 1 to \(mostPerPage) are allowed") }
        let place = try parameters.after.map(Place.init)
        try environment.answer(call, as: .scan) {
            if let place { return try page(place, limit, [], environment) }
            notary?.signNow()
            let (first, header) = try begin(environment, notary?.verifyingKey)
            return try page(first, limit, [header], environment)
        }
    }

    /// How far an export has come, and where it ends: the journal goes on growing meanwhile.
    private struct Place {
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

    private static func begin(_ environment: CallEnvironment, _ key: VerifyingKey?) throws -> (Place, String) {
        let site = environment.site
        return try environment.store.read { rows in
            let last = try rows.lastEntry()
            let head = JournalHead(seq: last?.seq ?? 0, hash: last?.hash ?? JournalEntry.genesis)
            let header = ProofFile.Header(
                journal: try rows.journalIdentity(), instance: site.configuration.instance ?? "", at: environment.clock(),
                head: head, key: key, floor: site.policy.siteFloor, isExercise: site.exercise)
            return (Place(seq: 0, end: head.seq), ProofFile.line(header))
        }
    }

    private static func page(
        _ place: Place, _ limit: Int, _ before: [String], _ environment: CallEnvironment
    ) throws -> Journal.Export.Reply {
        let (lines, last) = try environment.store.read { rows -> ([String], Int) in
            let entries = try rows.journal(
                since: place.seq, limit: min(limit, place.end - place.seq), within: ReadBudget(rows: mostPerPage))
            let last = entries.last?.seq ?? place.end
            var checkpoints = try rows.checkpoints(since: place.seq, through: last)[...]
            let lines = entries.flatMap { entry in
                let here = checkpoints.prefix { $0.seq <= entry.seq }
                checkpoints = checkpoints.dropFirst(here.count)
                return [ProofFile.line(entry)] + here.map(ProofFile.line)
            }
            return (lines, last)
        }
        return .init(lines: before + lines, next: last < place.end ? "\(last)/\(place.end)" : nil)
    }
}
