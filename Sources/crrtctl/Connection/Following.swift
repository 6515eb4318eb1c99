import CRRTProtocol
import Glibc

/// The journal's entries as they come, also over a restart of the daemon and the restore of a backup.
struct Following {
    let link: Link
    let screen: Screen

    /// The daemon sends a heartbeat every 15 s. Three that are missing, in seconds, mean that it hangs.
    static let silence = 3 * 15
    /// Attempts to come back, one a second, before giving up.
    private static let attempts = 60

    /// Gives every reply of a watch that begins after this position, or with the next entry; the first one comes at once. Ends when the
    /// body says false.
    func run(since: Int?, _ each: (Answer<Journal.Watch.Reply>) throws -> Bool) throws {
        var (place, isWanted) = (since, true)
        var epoch: String?
        while isWanted {
            do {
                try link.stream(Journal.Watch.self, .init(since: place, epoch: epoch), silence: Following.silence) { answer in
                    if answer.reply.restored == true {
                        screen.notice("the database was restored from a backup; the watch begins anew after entry \(answer.reply.seq)")
                        place = answer.reply.seq
                    }
                    epoch = answer.reply.epoch ?? epoch
                    place = max(place ?? 0, answer.reply.seq)
                    isWanted = try each(answer)
                    return isWanted
                }
                guard isWanted else { break }
                // The daemon says goodbye when it stops.
                try goOn(place, or: Failure(.unreachable, "\(link.endpoint.description): the daemon has stopped"))
            } catch let failure as Failure {
                // Also where the body found no daemon any more to ask.
                guard failure.connection != .other else { throw failure }
                try goOn(place, or: failure)
            }
        }
    }

    /// Waits until the daemon is there again; throws the failure where it is not, or where nothing says which entry comes next.
    private func goOn(_ place: Int?, or failure: Failure) throws(Failure) {
        guard let place else { throw failure }
        screen.notice("the connection ended; going on after entry \(place) once the daemon is back")
        link.drop()
        for _ in 0..<Following.attempts {
            sleep(1)
            if link.reachable() { return }
        }
        throw failure
    }
}
