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
