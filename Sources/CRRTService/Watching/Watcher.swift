import CRRTProtocol
import CRRTStore
import Synchronization
import Varlink

/// One watcher and the position that they have read up to.
final class Watcher: Sendable {
    /// How a turn ended.
    enum Outcome: Sendable {
        /// There may be more to read now.
        case more
        case atEnd
        /// The connection takes no more replies now.
        case full
    }

    /// What is to be done. It has a lock of its own, so that it can be read and set during a turn.
    private struct Pending {
        /// A turn is scheduled or in progress.
        var isScheduled = false
        /// Something was committed since that turn began.
        var hasNews = false
        var heartbeat = false
        /// The first reply, with the position and epoch, has been sent.
        var hasGreeted = false
        /// The last turn found the connection full. The next one is scheduled when there is room.
        var isFull = false
        /// The last entry that was read, as of the end of the last turn.
        var lastRead = 0
    }

    private static let maxPerTurn = 100

    let call: Call<Journal.Watch>
    private let pending: Mutex<Pending>
    /// Locked for the duration of a turn; nil once the watch is over.
    private let reader: Mutex<JournalReader?>
    private let epoch: String
    /// Whether the watcher named another epoch.
    private let isRestored: Bool

    init(_ call: Call<Journal.Watch>, _ reader: JournalReader, epoch: String, isRestored: Bool) {
        (self.call, self.epoch, self.isRestored) = (call, epoch, isRestored)
        self.reader = Mutex(reader)
        pending = Mutex(Pending(lastRead: reader.seq))
    }

    /// - Returns: whether a turn must be scheduled.
    func wake(withHeartbeat: Bool) -> Bool {
        pending.withLock { pending in
            pending.hasNews = true
            if withHeartbeat { pending.heartbeat = true }
            defer { pending.isScheduled = true }
            return !pending.isScheduled
        }
    }

    /// Whether there are more entries up to `end` than one turn reads.
    func isBehind(_ end: Int) -> Bool { pending.withLock { end - $0.lastRead > ReadBudget.maxRows } }

    /// Whether there is nothing to send, or no room for it.
    var isSettled: Bool { pending.withLock { !$0.isScheduled || $0.isFull } }

    /// Ends the watch with a last reply. Waits for a turn in progress.
    func end() {
        reader.withLock { reader in
            if let reader { call.reply(.init(seq: reader.position)) }
            reader = nil
        }
    }

    /// Ends the watch without a reply.
    ///
    /// - Returns: false if it had already ended.
    func leave() -> Bool {
        reader.withLock { reader in
            defer { reader = nil }
            return reader != nil
        }
    }

    /// Sends the next entries. Rights are checked anew each time, because a watch may outlive a change of the configuration.
    func advance(_ environment: CallEnvironment) throws -> Outcome {
        try reader.withLock { reader in
            guard var current = reader else { return .atEnd }
            // A heartbeat waits for room in the connection. It must not depend on whether there has been a turn meanwhile: a turn may be
            // for an entry that the caller does not see.
            let hasRoom = call.pending.isWritable
            let (greets, beats) = pending.withLock { pending in
                let (greets, beats) = (!pending.hasGreeted, pending.heartbeat && hasRoom)
                (pending.hasNews, pending.hasGreeted) = (false, true)
                if greets || beats { pending.heartbeat = false }
                return (greets, beats)
            }
            if greets {
                call.stream(.init(seq: current.position, epoch: epoch, restored: isRestored ? true : nil))
            } else if beats {
                call.stream(.init(seq: current.position))
            }
            guard call.pending.isWritable else { return finishTurn(.full, current) }
            let more = try environment.query(environment.caller(of: call.pending, by: .readers)) { query in
                let (entries, more) = try current.next(Watcher.maxPerTurn, within: ReadBudget(), query)
                for entry in entries { call.stream(try query.mark(.init(entry: entry, seq: entry.seq))) }
                return more
            }
            reader = current
            return finishTurn(more ? .more : .atEnd, current)
        }
    }

    /// Records how a turn ended, and returns what comes next, given what happened meanwhile.
    private func finishTurn(_ outcome: Outcome, _ reader: JournalReader) -> Outcome {
        pending.withLock { pending in
            (pending.lastRead, pending.isFull) = (reader.seq, outcome == .full)
            if outcome == .atEnd, pending.hasNews { return .more }
            // A watcher whose connection is full gets a turn when there is room, not at each commit.
            if outcome == .atEnd { pending.isScheduled = false }
            return outcome
        }
    }
}
