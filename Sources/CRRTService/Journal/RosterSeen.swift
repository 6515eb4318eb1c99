import CRRTDomain
import CRRTMatching
import CRRTStore

extension Query {
    /// The roster as matching may show it to the caller, with the position that it is true of: people held by taskings that the caller does
    /// not see are free. A caller who orders them is told; before that, it would show that those taskings exist.
    func rosterSeen() throws -> RosterView.Present {
        var present = roster.present
        if caller.seesEverything { return present }
        for id in present.index.holding where try !sees(tasking: id) { present.index.release(id) }
        return (present.index, try lastPosition(upTo: present.seq))
    }
}
