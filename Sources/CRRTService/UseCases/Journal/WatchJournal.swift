import CRRTDomain
import CRRTProtocol
import CRRTStore
import Dispatch
import Varlink

/// The entries after a position, then each new one, for as long as the caller listens and may.
struct WatchJournal {
    let environment: CallEnvironment
    let watchers: Watchers
    let epochs: Epochs

    func run(_ parameters: Journal.Watch.Parameters, _ caller: Caller, _ call: Call<Journal.Watch>) throws {
        let isRestored = parameters.epoch.map { $0 != epochs.present.id } ?? false
        guard let since = parameters.since else { return fromNow(call, caller, isRestored) }
        guard since >= 0 else { throw Refusal.invalid("since", "is negative; 0 is the beginning") }
        if isRestored, let epoch = parameters.epoch {
            return begin(try environment.ask(caller) { try epochs.reader(since: since, under: epoch, $0) }, call, true)
        }
        let end = environment.roster.present.seq
        guard !caller.seesEverything || since <= end else {
            throw Refusal.invalid(
                "since", "is \(since); the journal goes from 0 to \(end); after the restore of a backup, begin anew without since")
        }
        begin(try environment.ask(caller) { try JournalReader(since: since, $0) }, call, isRestored)
    }

    /// What is written from now on. Who sees everything counts entries; for everybody else now is the writer's present time: what is
    /// written later is not older, and what was written before has been committed.
    private func fromNow(_ call: Call<Journal.Watch>, _ caller: Caller, _ isRestored: Bool) {
        if caller.seesEverything {
            let end = environment.roster.present.seq
            return begin(JournalReader(behind: end, position: end), call, isRestored)
        }
        environment.store.write { transaction in
            let end = try transaction.rows.seq()
            return (now: environment.clock(), end: end, last: try transaction.rows.journalTime(of: end))
        } then: { outcome in
            do {
                let (now, end, last) = try outcome.get()
                guard let last, last > now else {
                    let reader = try environment.ask(caller) { try JournalReader(since: JournalPlace.start(of: now), $0) }
                    return begin(reader, call, isRestored)
                }
                // The journal is ahead of the clock. Beside the writer: all entries since then may have to be looked at.
                try environment.take(.lists, for: call.pending) {
                    do {
                        let reader = try environment.ask(caller) { try ahead(of: now, behind: end, $0) }
                        begin(reader, call, isRestored)
                    } catch { environment.fail(call.pending, error) }
                    return false
                }
            } catch { environment.fail(call.pending, error) }
        }
    }

    /// From behind the newest entry, which bears a later time than the clock. The position is that of the last such entry that the caller
    /// sees; where they see none it is the present.
    private func ahead(of now: Instant, behind end: Int, _ query: Query) throws -> JournalReader {
        let first = try query.rows.firstEntry(notBefore: now, upTo: end)
        let seen = try query.lastPosition(upTo: end, from: first)
        return JournalReader(behind: end, position: max(seen, JournalPlace.start(of: now)))
    }

    private func begin(_ reader: JournalReader, _ call: Call<Journal.Watch>, _ isRestored: Bool) {
        watchers.add(Watcher(call, reader, epoch: epochs.present.id, isRestored: isRestored))
    }
}
