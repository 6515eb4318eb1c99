import CRRTDomain
import CRRTMatching
import CRRTStore
import Synchronization

/// The roster in memory, on which matching works. It is updated after each commit, before the callers of that commit are answered.
final class RosterView: Sendable {
    typealias Snapshot = (index: RosterIndex, seq: Int)

    private struct State {
        var index: RosterIndex
        /// The journal position of the index.
        var seq: Int
    }

    private let state: Mutex<State>

    /// Builds the index from the rows.
    ///
    /// - Throws: `StoreError.rowsDiffer` with the name of a record that cannot be read.
    init(_ store: Store) throws {
        let initial = try store.explainingRows {
            try store.read { State(index: try RosterLoader.index($0), seq: try $0.seq()) }
        }
        state = Mutex(initial)
    }

    /// The index and its journal position. It is a value, so that a caller can use it without holding a lock.
    var snapshot: Snapshot { state.withLock { ($0.index, $0.seq) } }

    func apply(_ committed: CommittedChanges) {
        state.withLock { state in
            for change in committed.changes {
                switch change {
                case .expert(let expert): state.index.put(expert)
                case .team(let team): state.index.put(team)
                case .tasking(let tasking): state.index.updateCommitments(of: tasking)
                case .standby(let standby): state.index.put(standby)
                case .effect, .request, .consent, .campaign: break
                }
            }
            state.seq = committed.seq
        }
    }
}

extension RosterIndex {
    /// Commits the people whom a tasking holds, and releases all others of it.
    mutating func updateCommitments(of tasking: Tasking) {
        release(tasking.id)
        for element in tasking.held {
            guard let expert = element.expert else { continue }
            commit(Commitment(tasking: tasking.id, expert: expert, period: element.period))
        }
    }
}
