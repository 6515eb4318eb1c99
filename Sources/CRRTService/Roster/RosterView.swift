import CRRTDomain
import CRRTMatching
import CRRTStore
import Synchronization

/// The roster in memory: what matching asks. It follows each commit before the commit's own callers are answered.
final class RosterView: Sendable {
    typealias Present = (index: RosterIndex, seq: Int)

    private struct State {
        var index: RosterIndex
        /// The journal position that the index is true of.
        var seq: Int
    }

    private let state: Mutex<State>

    /// Builds the index from the rows.
    ///
    /// - Throws: `StoreError.rowsDiffer` with the name of a record that cannot be read.
    init(_ store: Store) throws {
        let present = try store.explainingRows {
            try store.read { State(index: try RosterLoading.index($0), seq: try $0.seq()) }
        }
        state = Mutex(present)
    }

    /// The index and the journal position that it is true of: a value, to be asked at leisure.
    var present: Present { state.withLock { ($0.index, $0.seq) } }

    func follow(_ committed: CommittedChanges) {
        state.withLock { state in
            for change in committed.changes {
                switch change {
                case .expert(let expert): state.index.put(expert)
                case .team(let team): state.index.put(team)
                case .tasking(let tasking): state.index.follow(tasking)
                case .effect, .request, .consent: break
                }
            }
            state.seq = committed.seq
        }
    }
}

extension RosterIndex {
    /// Holds the people of a tasking that is ordered, lets go of those of any other.
    mutating func follow(_ tasking: Tasking) {
        release(tasking.id)
        guard tasking.state.holdsPeople else { return }
        for assignment in tasking.assignments {
            commit(Commitment(tasking: tasking.id, expert: assignment.expert, period: tasking.period))
        }
    }
}
