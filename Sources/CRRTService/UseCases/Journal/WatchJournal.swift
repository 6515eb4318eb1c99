import CRRTProtocol
import CRRTStore
import Varlink

/// The entries after a position, then each new one, for as long as the caller listens and may.
enum WatchJournal {
    static func run(
        _ parameters: Journal.Watch.Parameters, _ caller: Caller, _ call: Call<Journal.Watch>, _ instance: Instance
    ) throws {
        let end = instance.roster.present.seq
        if let since = parameters.since {
            guard since >= 0 else { throw Refusal.invalid("since", "is negative; 0 is the beginning") }
            guard !caller.seesEverything || since <= end else {
                throw Refusal.invalid("since", "is \(since); the journal goes from 0 to \(end)")
            }
            return try begin(since, call, caller, instance)
        }
        if caller.seesEverything { return try begin(end, call, caller, instance) }
        // Now, by the writer's clock: whatever is written after this is not older, whatever was written before has been committed.
        instance.store.write { _ in
            instance.clock()
        } then: { outcome in
            do { try begin(JournalPlace.start(of: outcome.get()), call, caller, instance) } catch { instance.fail(call.pending, error) }
        }
    }

    private static func begin(_ position: Int, _ call: Call<Journal.Watch>, _ caller: Caller, _ instance: Instance) throws {
        let reader = try instance.ask(caller) { try JournalReader(since: position, $0) }
        instance.watchers.add(Watcher(call, reader))
    }
}
