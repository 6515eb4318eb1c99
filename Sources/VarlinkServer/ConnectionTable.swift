internal import NIOCore
internal import Synchronization
internal import Varlink

/// The connections that are open, and whether there is room for one more.
final class ConnectionTable: Sendable {
    enum Refusal: Error, Equatable {
        case tooMany(limit: Int)
        case tooManyOfUser(limit: Int)
        case closing
    }

    private struct State {
        var channels: [UInt64: any Channel] = [:]
        var perUser: [UInt32: Int] = [:]
        var nextID: UInt64 = 1
        var isClosing = false
        var whenEmpty: [EventLoopPromise<Void>] = []
    }

    private let limits: Limits
    private let state = Mutex(State())

    init(limits: Limits) {
        self.limits = limits
    }

    /// Enters a connection and numbers it.
    func enter(_ channel: any Channel, _ peer: Peer) throws(Refusal) -> Session {
        let admitted = state.withLock { state -> Result<UInt64, Refusal> in
            if state.isClosing { return .failure(.closing) }
            if state.channels.count >= limits.connections { return .failure(.tooMany(limit: limits.connections)) }
            let mine = state.perUser[peer.uid, default: 0]
            if mine >= limits.connectionsPerUser { return .failure(.tooManyOfUser(limit: limits.connectionsPerUser)) }
            let id = state.nextID
            state.nextID += 1
            state.perUser[peer.uid] = mine + 1
            state.channels[id] = channel
            return .success(id)
        }
        return Session(id: try admitted.get(), peer: peer)
    }

    func leave(_ session: Session) {
        let waiting = state.withLock { state -> [EventLoopPromise<Void>] in
            guard state.channels.removeValue(forKey: session.id) != nil else { return [] }
            let uid = session.peer.uid
            let left = state.perUser[uid, default: 1] - 1
            state.perUser[uid] = left == 0 ? nil : left
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
