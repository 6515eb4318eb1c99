import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Compares the roster in memory with the rows, for an administrator who doubts an answer.
enum CheckRoster {
    private static let mostFaults = 100

    static func run(
        _: Service.CheckRoster.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Service.CheckRoster.Reply {
        let (anew, present) = try sameMoment(environment)
        let faults = present.index.invariants() + present.index.differences(from: anew.index)
        return .init(
            experts: present.index.expertCount, teams: present.index.teamCount, seq: present.seq, intact: faults.isEmpty,
            faults: faults.isEmpty ? nil : Array(faults.prefix(mostFaults)))
    }

    /// The roster built anew from the rows and the one in memory, of one journal position. While the roster is being changed this may
    /// take a few tries.
    private static func sameMoment(_ environment: CallEnvironment) throws -> (anew: RosterView.Present, present: RosterView.Present) {
        for _ in 0..<20 {
            let anew = try RosterView(environment.store).present
            let present = environment.roster.present
            if anew.seq == present.seq { return (anew, present) }
        }
        throw Service.Busy(retryAfterMs: 1000, message: "the roster is being changed all the time; try again when it is quieter")
    }
}
