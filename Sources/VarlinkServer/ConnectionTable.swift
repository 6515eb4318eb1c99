internal import NIOCore
internal import Synchronization
internal import Varlink

/// The connections that are open, and whether there is room for one more.
final class ConnectionTable: Sendable {
    enum Refusal: Error, Equatable {
        case tooMany(limit: Int)
        case tooManyOfUser(limit: Int)
        case tooManyStrangers(limit: Int)
        case closing
    }

    private struct State {
        var channels: [UInt64: any Channel] = [:]
        var perUser: [UInt32: User] = [:]
        /// The sessions of strangers.
        var strangers: Set<UInt64> = []
        var nextID: UInt64 = 1
        var isClosing = false
        var whenEmpty: [EventLoopPromise<Void>] = []
    }

    private struct User {
        var connections = 0
        let replies: UserReplies
    }

    private let limits: Limits
    private let state = Mutex(State())

    init(limits: Limits) {
        self.limits = limits
    }

    /// Enters a connection and numbers it.
    ///
    /// - Parameter isStranger: whether the service does not know the peer.
    /// - Returns: the session, and what waits for its user.
    func enter(_ channel: any Channel, _ peer: Peer, isStranger: Bool) throws(Refusal) -> (session: Session, replies: UserReplies) {
        let admitted = state.withLock { state -> Result<(UInt64, UserReplies), Refusal> in
            let user = state.perUser[peer.uid] ?? User(replies: UserReplies(limit: limits.repliesPerUser))
            if let refusal = refusal(user.connections, isStranger: isStranger, state) { return .failure(refusal) }
            let id = state.nextID
            state.nextID += 1
            state.perUser[peer.uid] = User(connections: user.connections + 1, replies: user.replies)
            state.channels[id] = channel
            if isStranger { state.strangers.insert(id) }
            return .success((id, user.replies))
        }
        let (id, replies) = try admitted.get()
        return (Session(id: id, peer: peer), replies)
    }

    private func refusal(_ mine: Int, isStranger: Bool, _ state: borrowing State) -> Refusal? {
        let all = state.channels.count
        if state.isClosing { return .closing }
        if all >= limits.connections { return .tooMany(limit: limits.connections) }
        var most = limits.connectionsPerUser
        if all >= limits.connections - limits.connections / 4 { most = min(most, limits.connectionsWhenCrowded) }
        if isStranger { most = min(most, limits.connectionsPerStranger) }
        if mine >= most { return .tooManyOfUser(limit: most) }
        let strangers = max(1, limits.connections / max(1, limits.strangersPart))
        return isStranger && state.strangers.count >= strangers ? .tooManyStrangers(limit: strangers) : nil
    }

    func leave(_ session: Session) {
        let waiting = state.withLock { state -> [EventLoopPromise<Void>] in
            guard state.channels.removeValue(forKey: session.id) != nil else { return [] }
            state.strangers.remove(session.id)
            let uid = session.peer.uid
            state.perUser[uid]?.connections -= 1
            if state.perUser[uid]?.connections == 0 { state.perUser[uid] = nil }
            guard state.channels.isEmpty else { return [] }
            defer { state.whenEmpty = [] }
            return state.whenEmpty
        }
        for promise in waiting { promise.succeed() }
    }

    /// Admits no more; gives those that are open and keeps the promise when the last one has gone.
    func close(_ promise: EventLoopPromise<Void>) -> [any Channel] {
        let open = state.withLock { state -> [any Channel] in
            state.isClosing = true
            if !state.channels.isEmpty { state.whenEmpty.append(promise) }
            return Array(state.channels.values)
        }
        if open.isEmpty { promise.succeed() }
        return open
    }

    /// Those that are open now.
    var channels: [any Channel] {
        state.withLock { Array($0.channels.values) }
    }
}
