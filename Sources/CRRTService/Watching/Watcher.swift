import CRRTProtocol
import CRRTStore
import Synchronization
import Varlink

/// One watcher and the position that they have read up to.
final class Watcher: Sendable {
    /// How a turn has ended.
    enum Outcome: Sendable {
        /// There may be more to read at once.
        case more
        case atEnd
        /// The caller takes no more now.
        case full
    }

    /// What is to be done, known without waiting for a turn.
    private struct Wishes {
        /// A turn is asked for or under way.
        var isScheduled = false
        /// Something has happened since that turn began.
        var again = false
        var heartbeat = false
        /// The first reply has been given: where the watch begins, and in which history.
        var hasGreeted = false
        /// The last turn has found that the caller takes no more; the next one comes when there is room.
        var isFull = false
        /// The last entry looked at, as of the end of the last turn.
        var looked = 0
    }

    private static let mostPerTurn = 100

    let call: Call<Journal.Watch>
    private let wishes: Mutex<Wishes>
    /// Held for as long as a turn lasts; nil once the watch is over.
    private let reader: Mutex<JournalReader?>
    private let epoch: String
    /// Whether the watcher has named another epoch.
    private let isRestored: Bool

    init(_ call: Call<Journal.Watch>, _ reader: JournalReader, epoch: String, isRestored: Bool) {
        (self.call, self.epoch, self.isRestored) = (call, epoch, isRestored)
        self.reader = Mutex(reader)
        wishes = Mutex(Wishes(looked: reader.looked))
    }

    /// - Returns: whether the watcher needs a turn that is not asked for yet.
    func wake(withHeartbeat: Bool) -> Bool {
        wishes.withLock { wishes in
            wishes.again = true
            if withHeartbeat { wishes.heartbeat = true }
            defer { wishes.isScheduled = true }
            return !wishes.isScheduled
        }
    }

    /// Whether more entries wait, up to `end`, than one turn looks at.
    func isBehind(_ end: Int) -> Bool { wishes.withLock { end - $0.looked > ReadBudget.maxRows } }

    /// Whether there is nothing to send, or no room for it.
    var isSettled: Bool { wishes.withLock { !$0.isScheduled || $0.isFull } }

    /// Ends the watch with a last reply. Waits for a turn that is under way.
    func end() {
        reader.withLock { reader in
            if let reader { call.reply(.init(seq: reader.position)) }
            reader = nil
        }
    }

    /// Ends the watch without a reply.
    ///
    /// - Returns: false where it had ended already.
    func leave() -> Bool {
        reader.withLock { reader in
            defer { reader = nil }
            return reader != nil
        }
    }

    /// Sends the next entries. What the caller may see is decided anew each time: a watch outlives changes of the configuration.
    func advance(_ environment: CallEnvironment) throws -> Outcome {
        try reader.withLock { reader in
            guard var present = reader else { return .atEnd }
            let (greets, beats) = wishes.withLock { wishes in
                defer { (wishes.again, wishes.heartbeat, wishes.hasGreeted) = (false, false, true) }
                return (!wishes.hasGreeted, wishes.heartbeat)
            }
            if greets {
                call.stream(.init(seq: present.position, epoch: epoch, restored: isRestored ? true : nil))
            } else if beats {
                call.stream(.init(seq: present.position))
            }
            guard call.pending.isWritable else { return settle(.full, present) }
            let more = try environment.ask(environment.caller(of: call.pending, by: .readers)) { query in
                let (entries, more) = try present.next(Watcher.mostPerTurn, within: ReadBudget(), query)
                for entry in entries { call.stream(try query.mark(.init(entry: entry, seq: entry.seq))) }
                return more
            }
            reader = present
            return settle(more ? .more : .atEnd, present)
        }
    }

    /// What comes next, given how a turn has ended and what has happened meanwhile.
    private func settle(_ outcome: Outcome, _ reader: JournalReader) -> Outcome {
        wishes.withLock { wishes in
            (wishes.looked, wishes.isFull) = (reader.looked, outcome == .full)
            if outcome == .atEnd, wishes.again { return .more }
            // Who takes no more is given a turn when there is room, not at each commit.
            if outcome == .atEnd { wishes.isScheduled = false }
            return outcome
        }
    }
}
