import CRRTProtocol
import Glibc

/// Follows the journal as entries are written. A restart of the daemon and the restore of a backup do not end it.
struct JournalFollower {
    let daemon: DaemonConnection
    let screen: Screen

    /// Seconds without a reply after which the daemon counts as hung: three missed heartbeats, which it sends every 15 s.
    static let silence = 3 * 15
    /// The most attempts to reconnect, one a second.
    private static let attempts = 60

    /// Passes every reply of the watch to `each` until it returns false.
    ///
    /// - Parameter since: The position after which the watch begins; nil for the next entry. The first reply comes at once.
    func run(since: Int?, _ each: (Answer<Journal.Watch.Reply>) throws -> Bool) throws {
        var (position, isWanted) = (since, true)
        var epoch: String?
        while isWanted {
            do {
                try daemon.stream(Journal.Watch.self, .init(since: position, epoch: epoch), silence: JournalFollower.silence) { answer in
                    if answer.reply.restored == true {
                        screen.notice("the database was restored from a backup; the watch begins anew after entry \(answer.reply.seq)")
                        position = answer.reply.seq
                    }
                    epoch = answer.reply.epoch ?? epoch
                    position = max(position ?? 0, answer.reply.seq)
                    isWanted = try each(answer)
                    return isWanted
                }
                guard isWanted else { break }
                // The daemon ends all watches when it stops.
                try reconnect(after: position, or: Failure(.unreachable, "\(daemon.endpoint.description): the daemon has stopped"))
            } catch let failure as Failure {
                // The failure may also be of a call that the body has made.
                guard failure.connection != .other else { throw failure }
                try reconnect(after: position, or: failure)
            }
        }
    }

    /// Waits until the daemon accepts connections again.
    ///
    /// - Parameter position: Where the watch will go on. Without one, entries could be missed, so the failure is thrown.
    /// - Throws: the failure, if the daemon does not come back.
    private func reconnect(after position: Int?, or failure: Failure) throws(Failure) {
        guard let position else { throw failure }
        screen.notice("the connection ended; going on after entry \(position) once the daemon is back")
        daemon.drop()
        for _ in 0..<JournalFollower.attempts {
            sleep(1)
            if daemon.isReachable() { return }
        }
        throw failure
    }
}
