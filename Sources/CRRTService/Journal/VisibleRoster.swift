import CRRTDomain
import CRRTMatching
import CRRTStore

extension Query {
    /// The roster as the caller may see it, and its position. People who are committed to hidden taskings appear free, because anything
    /// else would reveal these taskings. Ordering such people is refused.
    func visibleRoster() throws -> RosterView.Snapshot {
        var visible = roster.snapshot
        if caller.seesEverything { return visible }
        for id in visible.index.committedTaskings where try !sees(tasking: id) { visible.index.release(id) }
        return (visible.index, try lastPosition(upTo: visible.seq))
    }
}
