import CRRTProtocol
import Glibc
import Varlink

/// What the loop is told from the other threads.
enum BoardMessage: Sendable {
    case news(BoardNews)
    /// Not to be gone on with: the right to look is gone, or what came makes no sense.
    case over(Failure)
}

/// What the reading thread is asked for.
enum ReaderTask: Equatable, Sendable {
    case read
    case open(Opening)
}

/// Reads what is asked for, one after the other.
struct ReadingThread: Sendable {
    let link: Handover
    let tasks: Mailbox<ReaderTask>
    let out: Mailbox<BoardMessage>
    let dateTimeGroups: Bool

    func run() {
        var reader = BoardReader(desk: desk)
        while true {
            var asked = tasks.wait()
            // However many events came meanwhile, one look shows what came of them.
            if let last = asked.lastIndex(of: .read) { asked = asked.enumerated().filter { $1 != .read || $0 == last }.map(\.element) }
            for task in asked {
                switch task {
                case .read: read(&reader)
                case .open(let opening): open(opening)
                }
            }
        }
    }

    private var desk: Desk { link.desk(dateTimeGroups: dateTimeGroups) }

    /// Where the connection is gone, the watching thread says so, and asks for another look later.
    private func read(_ reader: inout BoardReader) {
        do throws(Failure) {
            out.post(.news(.data(try reader.read())))
        } catch {
            guard error.status != .unreachable, error.remote?.as(Service.Busy.self) == nil else { return }
            out.post(.over(error))
        }
    }

    private func open(_ opening: Opening) {
        do throws(Failure) {
            let (blocks, marking) = try BoardReader(desk: desk).page(opening)
            out.post(.news(.page(opening, blocks, marking)))
        } catch {
            out.post(.news(.pageFailed(opening, error.lines)))
        }
    }
}

/// Watches the journal, and comes back when the daemon does.
struct WatchingThread: Sendable {
    let link: Handover
    let beginning: Int
    let out: Mailbox<BoardMessage>

    func run() {
        var place = beginning
        var epoch: String?
        while true {
            do {
                // Of another history than this board has watched.
                var other: String?
                try link.link.stream(Journal.Watch.self, .init(since: place, epoch: epoch), silence: Following.silence) { answer in
                    if answer.reply.restored == true { other = answer.reply.epoch }
                    if other != nil { return false }
                    epoch = answer.reply.epoch ?? epoch
                    place = max(place, answer.reply.seq)
                    if let entry = answer.reply.entry {
                        out.post(.news(.event(BoardEvent(entry: entry, marking: Marking(of: answer.reply)))))
                    }
                    return true
                }
                if let other, let again = restart() {
                    (place, epoch) = (again, other)
                } else {
                    // The daemon says goodbye when it stops.
                    comeBack("the daemon has stopped")
                }
            } catch let failure as Failure {
                if failure.status == .unreachable {
                    comeBack(failure.text)
                } else if failure.remote?.as(Service.InvalidRecord.self)?.field == "since", let again = restart() {
                    place = again
                } else {
                    return out.post(.over(failure))
                }
            } catch {
                return out.post(.over(Failure(.failed, "\(error)")))
            }
        }
    }

    private func comeBack(_ reason: String) {
        out.post(.news(.linkLost(reason: reason)))
        repeat {
            link.link.drop()
            sleep(1)
        } while !answers
        out.post(.news(.linkBack))
    }

    /// Another journal, or one that does not have the place any more: a backup was restored.
    private func restart() -> Int? {
        sleep(1)
        guard let place = try? RecentEvents.beginning(link.desk(dateTimeGroups: false)) else { return nil }
        out.post(.news(.journalReplaced))
        return place
    }

    /// A daemon that hangs takes connections, too.
    private var answers: Bool {
        (try? link.link.call(Service.WhoAmI.self, .init(), again: false)) != nil
    }
}
