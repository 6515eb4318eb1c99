/// One call as somebody makes it.
public struct SimulatedRequest: Sendable, Hashable {
    /// The full name.
    public var method: String
    /// The parameters' JSON. ``Reference``s stand in it for ids that the daemon has minted.
    public var parameters: String
    public var caller: UInt32
    /// A stream is taken.
    public var more = false
    /// The pages of a list are followed to their end.
    public var followsPages = false
    /// The connection rehearses.
    public var rehearses = false
    /// In an exercise: the principal that is played.
    public var part: String?

    public init(_ method: String, _ parameters: String, by caller: UInt32) {
        (self.method, self.parameters, self.caller) = (method, parameters, caller)
    }
}

/// What goes wrong while a step is taken.
public enum Trouble: Sendable, Hashable {
    public enum Operation: String, Sendable, Hashable, CaseIterable {
        case open, read, write, sync, truncate, lock, unlink, rename, link, map
    }

    /// What a power cut leaves.
    public enum Survival: String, Sendable, Hashable, CaseIterable {
        /// All that was written, as after SIGKILL.
        case everything
        /// What was synced, and nothing else.
        case synced
        /// Of what was not synced any part, drawn from the life's seed.
        case drawn
    }

    /// Before the n-th operation that changes the disk everything stops. From 1.
    case cut(at: Int, Survival)
    /// The n-th operation of a kind fails. From 1.
    ///
    /// `shortBy`: a write or read of that many bytes less than asked for, before it fails.
    case fail(Operation, at: Int, errno: Int32, shortBy: Int)
    /// SIGKILL once that many pieces of work have been done.
    case kill(afterPieces: Int)
}

/// One step of a life: a value, so that a life can be told, shortened and repeated without the numbers that it was drawn from.
public struct Step: Sendable, Hashable {
    public enum Action: Sendable, Hashable {
        /// Calls that arrive together, each answered before the step is over. Mostly one.
        case call([SimulatedRequest])
        /// Time passes, for the clock as well.
        case wait(milliseconds: Int64)
        /// Somebody sets the clock, forward or back; no time passes.
        case setClock(milliseconds: Int64)
        /// The site decides otherwise: ``Site``, by its place.
        case configure(Int)
        /// Somebody watches the journal, on a connection of that number.
        case watch(Int, SimulatedRequest)
        /// The watcher of that number takes no more for now, does again, or goes away.
        case hold(Int)
        case release(Int)
        case leave(Int)
        /// The administrator copies the database, to the backup of that number.
        case backup(Int)
        /// The administrator puts a backup in the place of the database, as `crrtctl restore` does.
        case restore(Int)
        /// The administrator makes the rows anew from the journal, as `crrtd --rebuild` does.
        case rebuild
        /// A stop and a start.
        case restart
        /// SIGKILL and a start.
        case kill
        /// A power cut, and a start with what is left.
        case cut(Trouble.Survival)
        /// The disk has no more room; it has again.
        case fillUp, heal
        /// The database file is moved away, and put back.
        case moveAway, putBack
        /// The auditor has everything verified.
        case verify
    }

    /// Its place in the life that it was drawn for. It stays, whatever steps are left out.
    public var number: Int
    public var action: Action
    public var trouble: Trouble?
    /// The pieces of work of the daemon are done in an order that is drawn, else first come, first served.
    public var isShuffled: Bool
    /// Of two worlds only one takes it: ``Twin``.
    public var isHidden = false
    /// Milliseconds that pass before it.
    public var pause = 0

    public init(_ number: Int, _ action: Action, trouble: Trouble? = nil, isShuffled: Bool = false) {
        (self.number, self.action, self.trouble, self.isShuffled) = (number, action, trouble, isShuffled)
    }
}
