import CRRTDomain
import CRRTStore

extension Query {
    /// The taskings that hold people at an instant, as the caller sees them.
    func taskingsCommitting(at instant: Instant) throws -> [Tasking] {
        try rows.taskingsThatHold().filter { try $0.commits(at: instant, now: now) && sees(.tasking($0)) }.map(view)
    }
}
