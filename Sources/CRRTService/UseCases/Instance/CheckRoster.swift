import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Compares the roster in memory with the rows.
enum CheckRoster {
    private static let maxFaults = 100

    static func run(
        _: Service.CheckRoster.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Service.CheckRoster.Reply {
        let (rebuilt, current) = try samePosition(environment)
        let faults = current.index.invariants() + current.index.differences(from: rebuilt.index)
        return .init(
            experts: current.index.expertCount, teams: current.index.teamCount, seq: current.seq, intact: faults.isEmpty,
            faults: faults.isEmpty ? nil : Array(faults.prefix(maxFaults)))
    }

    /// A roster rebuilt from the rows and the one in memory, at the same journal position. While the roster is changing, this may take
    /// several attempts.
    private static func samePosition(_ environment: CallEnvironment) throws -> (rebuilt: RosterView.Snapshot, current: RosterView.Snapshot)
    {
        for _ in 0..<20 {
            let rebuilt = try RosterView(environment.store).snapshot
            let current = environment.roster.snapshot
            if rebuilt.seq == current.seq { return (rebuilt, current) }
        }
        throw Service.Busy(retryAfterMs: 1000, message: "the roster is being changed all the time; try again when it is quieter")
    }
}
