import CRRTProtocol
import Varlink

/// One record out of a file, onto the roster.
enum RecordPut<Record: RosterRecord> {
    static func run(_ file: String, ifRevision: Int?, _ desk: Desk) throws(Failure) {
        let record = try RecordFile<Record>.read(file)
        do throws(Failure) {
            let stored = try record.put(ifRevision: ifRevision ?? record.revision, desk)
            desk.done(stored.raw, stored.words(desk.times))
        } catch {
            throw OfferRights.explained(error, record.id, desk)
        }
    }
}

/// Whose offers a caller may change.
enum OfferRights {
    /// The daemon's bare refusal, with what it follows from.
    static func explained(_ failure: Failure, _ id: String, _ desk: Desk) -> Failure {
        guard failure.status == .notPermitted, failure.remote != nil,
            let caller = try? desk.link.call(Service.WhoAmI.self, .init(), again: false).reply
        else { return failure }
        let nation = String(id.prefix(3))
        guard caller.nation != nation else { return failure }
        let yours = caller.nation.map { "you may change \($0)'s offers only" } ?? "you speak for no nation"
        return Failure(
            .notPermitted, "\(id) is \(nation)'s to offer and to change; \(yours)", next: "crrtctl whoami", remote: failure.remote)
    }
}
