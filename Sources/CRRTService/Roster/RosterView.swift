import CRRTDomain
import CRRTMatching
import CRRTStore
import Dispatch
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
        try store.read { reading in
            try putExperts(reading)
            var lastTeam: TeamID?
            while let page = try reading.teams(nation: nil, after: lastTeam, limit: 1000).nonEmpty {
                state.withLock { state in
                    for team in page { state.index.put(team) }
                }
                lastTeam = page.last?.id
            }
            let (taskings, seq) = (try reading.taskingsThatHold(), try reading.seq())
            state.withLock { state in
                for tasking in taskings { state.index.follow(tasking) }
                state.seq = seq
            }
        }
    }

    /// One page goes into the index while the next is read: on two processors a large roster is there in little more than half the
    /// time. No more than two pages wait, so that the memory stays that of the index.
    private func putExperts(_ reading: Reading) throws {
        let indexing = DispatchQueue(label: "crrtd.roster")
        let places = DispatchSemaphore(value: 2)
        defer { indexing.sync {} }
        var last: ExpertID?
        while let page = try reading.experts(nation: nil, after: last, limit: 2000).nonEmpty {
            last = page.last?.id
            places.wait()
            indexing.async { [self] in
                state.withLock { state in
                    for expert in page { state.index.put(expert) }
                }
                places.signal()
            }
        }
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
