import CRRTDomain
import CRRTProtocol
import CRRTStore
import Dispatch
import Varlink

/// Streams the entries after a position and then each new one, until the caller disconnects or loses the right.
struct WatchJournal {
    let environment: CallEnvironment
    let watchers: Watchers
    let epochs: EpochHistory

    func run(_ parameters: Journal.Watch.Parameters, _ caller: Caller, _ call: Call<Journal.Watch>) throws {
        let isRestored = parameters.epoch.map { $0 != epochs.current.id } ?? false
        guard let since = parameters.since else { return fromNow(call, caller, isRestored) }
        guard since >= 0 else { throw Refusal.invalid("since", "is negative; 0 is the beginning") }
        if isRestored, let epoch = parameters.epoch {
            return begin(try environment.query(caller) { try epochs.reader(since: since, under: epoch, $0) }, call, true)
        }
        let end = environment.roster.snapshot.seq
        guard !caller.seesEverything || since <= end else {
            throw Refusal.invalid(
                "since", "is \(since); the journal goes from 0 to \(end); after the restore of a backup, begin anew without since")
        }
        begin(try environment.query(caller) { try JournalReader(since: since, $0) }, call, isRestored)
    }

    /// Watches from now on. For callers with full visibility, now is the last entry. For others it is the current time on the writer: later
    /// entries are not older, and earlier ones are committed.
    private func fromNow(_ call: Call<Journal.Watch>, _ caller: Caller, _ isRestored: Bool) {
        if caller.seesEverything {
            let end = environment.roster.snapshot.seq
            return begin(JournalReader(after: end, position: end), call, isRestored)
        }
        environment.store.write { transaction in
            let end = try transaction.rows.seq()
            return (now: environment.clock(), end: end, last: try transaction.rows.journalTime(of: end))
        } then: { outcome in
            do {
                let (now, end, last) = try outcome.get()
                guard let last, last > now else {
                    let reader = try environment.query(caller) { try JournalReader(since: ViewerPosition.start(of: now), $0) }
                    return begin(reader, call, isRestored)
                }
                // The journal is ahead of the clock. Not on the writer, because all entries since then may have to be read.
                try environment.schedule(.lists, for: call.pending) {
                    do {
                        let reader = try environment.query(caller) { try ahead(of: now, behind: end, $0) }
                        begin(reader, call, isRestored)
                    } catch { environment.fail(call.pending, error) }
                    return false
                }
            } catch { environment.fail(call.pending, error) }
        }
    }

    /// Starts after the newest entry, whose time is ahead of the clock. The position is that of the last visible entry that is ahead; where
    /// there is none, the current time.
    private func ahead(of now: Instant, behind end: Int, _ query: Query) throws -> JournalReader {
        let first = try query.rows.firstEntry(notBefore: now, upTo: end)
        let seen = try query.lastPosition(upTo: end, from: first)
        return JournalReader(after: end, position: max(seen, ViewerPosition.start(of: now)))
    }

    private func begin(_ reader: JournalReader, _ call: Call<Journal.Watch>, _ isRestored: Bool) {
        watchers.add(Watcher(call, reader, epoch: epochs.current.id, isRestored: isRestored))
    }
}
