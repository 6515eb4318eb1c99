import CRRTDomain
import CRRTProtocol
import CRRTStore
import Synchronization
import Varlink

/// Answers one search: it scans notes and records in turns, each in a transaction of its own, and replies with the newest that it found.
///
/// How many turns it takes depends on records that the caller may not see, so nothing is sent before the end.
final class SearchResponder: Sendable {
    private static let (mostHits, defaultHits, mostWords) = (1000, 100, 8)
    /// Hits that are sent before it is looked whether their reader takes more.
    private static let hitsPerTurn = 200

    private enum Stage: Sendable {
        case notes(ScanPosition?)
        case records(SearchedTable, ScanPosition?)
        /// The hits that are still to be sent.
        case send([Notes.Hit])
    }

    private struct Progress: Sendable {
        var stage = Stage.notes(nil)
        var hits: SearchHits
    }

    private let environment: CallEnvironment
    private let right: Right
    private let call: Call<Notes.Search>
    private let search: WordSearch
    private let cancellation: CancellationToken
    /// Used by one turn at a time.
    private let progress: Mutex<Progress>

    init(_ environment: CallEnvironment, _ right: Right, _ parameters: Notes.Search.Parameters, _ call: Call<Notes.Search>) throws {
        (self.environment, self.right, self.call) = (environment, right, call)
        let limit = parameters.limit ?? Self.defaultHits
        guard (1...Self.mostHits).contains(limit) else {
            throw Refusal.invalid("limit", "is \(limit); 1 to \(Self.mostHits) are allowed")
        }
        guard (1...Self.mostWords).contains(parameters.words.count) else {
            throw Refusal.invalid("words", "has \(parameters.words.count) words; 1 to \(Self.mostWords) are allowed")
        }
        for (index, word) in parameters.words.enumerated() where SearchFolding.folded(word).allSatisfy({ $0 == UInt8(ascii: " ") }) {
            throw Refusal.invalid("words[\(index)]", "is empty; write a word, or a part of one")
        }
        search = WordSearch(parameters.words)
        cancellation = CancellationToken(call.pending)
        progress = Mutex(Progress(hits: SearchHits(limit: limit)))
    }

    func begin() throws { try environment.schedule(.scan, for: call.pending) { [self] in turn() } }

    /// - Returns: whether it needs another turn.
    private func turn() -> Bool {
        if cancellation.isCancelled { return false }
        return progress.withLock { progress in
            do {
                if case .send(let hits) = progress.stage { return try send(hits, &progress) }
                // The right is checked anew each time, as for a list.
                try environment.query(environment.caller(of: call.pending, by: right)) { try scan(&progress, $0) }
                return true
            } catch {
                environment.fail(call.pending, error)
                return false
            }
        }
    }

    private func scan(_ progress: inout Progress, _ query: Query) throws {
        let budget = ReadBudget(rows: 8 * ReadBudget.maxRows, bytes: 4 * ReadBudget.maxBytes)
        var hits = progress.hits
        switch progress.stage {
        case .notes(let position):
            let isTold = { try query.isTold($0.to, from: $0.nation, about: $0.subject) } as (NoteFacts) throws -> Bool
            let next = try query.rows.scanNotes(for: search, after: position, within: budget, isTold: isTold) { note in
                if let hit = query.hit(note, search) { hits.add(hit) }
                return hits.found.count < hits.limit
            }
            progress.stage = next.map { .notes($0) } ?? .records(SearchedTable.allCases[0], nil)
        case .records(let table, let position):
            let next = try query.rows.scanRecords(table, for: search, after: position, within: budget) { record in
                if let hit = try query.hit(record, search) { hits.add(hit) }
            }
            progress.stage = try stage(after: table, next, hits, query)
        case .send: break
        }
        progress.hits = hits
    }

    private func stage(after table: SearchedTable, _ position: ScanPosition?, _ hits: SearchHits, _ query: Query) throws -> Stage {
        if let position { return .records(table, position) }
        let rest = SearchedTable.allCases.drop { $0 != table }.dropFirst()
        if let next = rest.first { return .records(next, nil) }
        return .send(try hits.newest.filter(query.stillSees).map(\.hit))
    }

    private func send(_ hits: [Notes.Hit], _ progress: inout Progress) throws -> Bool {
        let query = { [self] (body: (Query) throws -> Void) in
            try environment.query(environment.caller(of: call.pending, by: right), body)
        }
        guard call.more, !hits.isEmpty else {
            try query { call.reply(try $0.mark(.init(hits: hits))) }
            return false
        }
        guard call.pending.isWritable else {
            call.pending.onWritable { [self] in
                do { try begin() } catch { environment.fail(call.pending, error) }
            }
            return false
        }
        let now = hits.prefix(Self.hitsPerTurn)
        try query { query in
            var labels = LabelCache(query)
            for (index, hit) in now.enumerated() {
                let reply = try labels.mark(Notes.Search.Reply(hit: hit))
                if index == hits.count - 1 { call.reply(reply) } else { call.stream(reply) }
            }
        }
        progress.stage = .send(Array(hits.dropFirst(now.count)))
        return now.count < hits.count
    }
}
