import CRRTDomain
import CRRTMatching
import CRRTStore
import Synchronization

/// The roster in memory: what matching asks. It follows each commit before the commit's own callers are answered.
final class RosterView: Sendable {
    typealias Present = (index: RosterIndex, seq: Int)

    private struct State {
        var index = RosterIndex()
        /// The journal position that the index is true of.
        var seq = 0
    }

    private let state = Mutex(State())

    /// Builds the index from the rows.
    init(_ store: Store) throws {
        let loaded = try store.read { reading in
            var state = State(seq: try reading.seq())
            var lastExpert: ExpertID?
            while let page = try reading.experts(nation: nil, after: lastExpert, limit: 1000).nonEmpty {
                for expert in page { state.index.put(expert) }
                lastExpert = page.last?.id
            }
            var lastTeam: TeamID?
            while let page = try reading.teams(nation: nil, after: lastTeam, limit: 1000).nonEmpty {
                for team in page { state.index.put(team) }
                lastTeam = page.last?.id
            }
            for tasking in try reading.taskingsThatHold() { state.index.follow(tasking) }
            return state
        }
        state.withLock { $0 = loaded }
    }

    /// The index and the journal position that it is true of: a value, to be asked at leisure.
    var present: Present { state.withLock { ($0.index, $0.seq) } }

    func follow(_ committed: Committed) {
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
    fileprivate mutating func follow(_ tasking: Tasking) {
        release(tasking.id)
        guard tasking.state.holdsPeople else { return }
        for assignment in tasking.assignments {
            commit(Commitment(tasking: tasking.id, expert: assignment.expert, period: tasking.period))
        }
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
