import CRRTProtocol
import Glibc
import Varlink

/// A message to the loop from the other threads.
enum BoardMessage: Sendable {
    case event(BoardEvent)
    /// The board has to end: the caller has lost the right to read, or the daemon's answer cannot be decoded.
    case over(Failure)
}

/// A task of the reading thread.
enum ReaderTask: Equatable, Sendable {
    case read
    case open(Destination)
}

/// Reads the board's records and pages, one task after the other.
struct ReadingThread: Sendable {
    let connection: TransferredConnection
    let tasks: Mailbox<ReaderTask>
    let out: Mailbox<BoardMessage>
    let dateTimeGroups: Bool

    func run() {
        var reader = BoardReader(context: context)
        while true {
            var asked = tasks.wait()
            // One read covers all events that came meanwhile.
            if let last = asked.lastIndex(of: .read) { asked = asked.enumerated().filter { $1 != .read || $0 == last }.map(\.element) }
            for task in asked {
                switch task {
                case .read: read(&reader)
                case .open(let destination): open(destination)
                }
            }
        }
    }

    private var context: CommandContext { connection.context(dateTimeGroups: dateTimeGroups) }

    /// Reads everything. A lost connection is left to the watching thread, which reports it and asks for another read later.
    private func read(_ reader: inout BoardReader) {
        do throws(Failure) {
            out.post(.event(.data(try reader.read())))
        } catch {
            guard error.status != .unreachable, error.remote?.as(Service.Busy.self) == nil else { return }
            out.post(.over(error))
        }
    }

    private func open(_ destination: Destination) {
        do throws(Failure) {
            let (blocks, marking) = try BoardReader(context: context).page(destination)
            out.post(.event(.page(destination, blocks, marking)))
        } catch {
            out.post(.event(.pageFailed(destination, error.lines)))
        }
    }
}

/// Watches the journal. It reconnects when the daemon is back.
struct WatchingThread: Sendable {
    let connection: TransferredConnection
    let beginning: Int
    let out: Mailbox<BoardMessage>

    func run() {
        var position = beginning
        var epoch: String?
        while true {
            do {
                // The epoch of a restored database, if it is another than this board has watched.
                var other: String?
                try connection.daemon.stream(Journal.Watch.self, .init(since: position, epoch: epoch), silence: JournalFollower.silence) {
                    answer in
                    if answer.reply.restored == true { other = answer.reply.epoch }
                    if other != nil { return false }
                    epoch = answer.reply.epoch ?? epoch
                    position = max(position, answer.reply.seq)
                    if let entry = answer.reply.entry {
                        out.post(.event(.entry(LabelledEntry(entry: entry, marking: Marking(of: answer.reply)))))
                    }
                    return true
                }
                if let other, let again = restart() {
                    (position, epoch) = (again, other)
                } else {
                    // The daemon ends all watches when it stops.
                    reconnect("the daemon has stopped")
                }
            } catch let failure as Failure {
                if failure.status == .unreachable {
                    reconnect(failure.text)
                } else if failure.remote?.as(Service.InvalidRecord.self)?.field == "since", let again = restart() {
                    position = again
                } else {
                    return out.post(.over(failure))
                }
            } catch {
                return out.post(.over(Failure(.failed, "\(error)")))
            }
        }
    }

    /// Reports the lost connection, and waits until the daemon answers again.
    private func reconnect(_ reason: String) {
        out.post(.event(.connectionLost(reason: reason)))
        repeat {
            connection.daemon.drop()
            sleep(1)
        } while !answers
        out.post(.event(.connectionRestored))
    }

    /// Begins again after a restore: the journal is another one, or no longer has the position.
    private func restart() -> Int? {
        sleep(1)
        guard let position = try? RecentEvents.beginning(connection.context(dateTimeGroups: false)) else { return nil }
        out.post(.event(.journalReplaced))
        return position
    }

    /// Whether the daemon answers a call. A connection alone would not tell: the kernel also accepts it for a daemon that hangs.
    private var answers: Bool {
        (try? connection.daemon.call(Service.WhoAmI.self, .init(), again: false)) != nil
    }
}
