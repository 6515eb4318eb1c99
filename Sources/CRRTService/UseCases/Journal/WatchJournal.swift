import CRRTProtocol
import CRRTStore
import Varlink

/// The entries after a position, then each new one, for as long as the caller listens.
enum WatchJournal {
    static func run(
        _ parameters: Journal.Watch.Parameters, _ caller: Caller, _ call: Call<Journal.Watch>, _ instance: Instance
    ) throws {
        let seq = instance.roster.present.seq
        if let since = parameters.since, !(0...seq).contains(since) {
            throw Refusal.invalid("since", "is \(since); the journal goes from 0 to \(seq)")
        }
        instance.watchers.add(Watcher(call, caller, from: parameters.since ?? seq))
    }
}
