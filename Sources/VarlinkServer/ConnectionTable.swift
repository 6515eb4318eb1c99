internal import NIOCore
internal import Synchronization
internal import Varlink

/// The open connections. It decides whether there is room for another one.
final class ConnectionTable: Sendable {
    /// Why a connection is not admitted.
    enum AdmissionError: Error, Equatable {
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
        let replies: UserReplyQuota
    }

    private let limits: ServerLimits
    private let state = Mutex(State())

    init(limits: ServerLimits) {
        self.limits = limits
    }

    /// Adds a connection and gives it an id.
    ///
    /// - Parameter isStranger: whether the service does not know the peer.
    /// - Returns: the session, and the reply quota of its user.
    func add(_ channel: any Channel, _ peer: Peer, isStranger: Bool) throws(AdmissionError) -> (session: Session, replies: UserReplyQuota) {
        let admitted = state.withLock { state -> Result<(UInt64, UserReplyQuota), AdmissionError> in
            let user = state.perUser[peer.uid] ?? User(replies: UserReplyQuota(limit: limits.replyBytesPerUser))
            if let error = admissionError(user.connections, isStranger: isStranger, state) { return .failure(error) }
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

    private func admissionError(_ mine: Int, isStranger: Bool, _ state: borrowing State) -> AdmissionError? {
        let all = state.channels.count
        if state.isClosing { return .closing }
        if all >= limits.connections { return .tooMany(limit: limits.connections) }
        var limit = limits.connectionsPerUser
        if all >= limits.connections - limits.connections / 4 { limit = min(limit, limits.connectionsWhenCrowded) }
        if isStranger { limit = min(limit, limits.connectionsPerStranger) }
        if mine >= limit { return .tooManyOfUser(limit: limit) }
        let strangers = max(1, limits.connections / max(1, limits.strangerFraction))
        return isStranger && state.strangers.count >= strangers ? .tooManyStrangers(limit: strangers) : nil
    }

    func remove(_ session: Session) {
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

    /// Admits no further connections.
    ///
    /// - Parameter promise: succeeds when the last connection has ended.
    /// - Returns: the open connections.
    func close(_ promise: EventLoopPromise<Void>) -> [any Channel] {
        let open = state.withLock { state -> [any Channel] in
            state.isClosing = true
            if !state.channels.isEmpty { state.whenEmpty.append(promise) }
            return Array(state.channels.values)
        }
        if open.isEmpty { promise.succeed() }
        return open
    }

    /// How many connections are open.
    var count: Int { state.withLock { $0.channels.count } }

    /// The open connections.
    var channels: [any Channel] {
        state.withLock { Array($0.channels.values) }
    }
}
