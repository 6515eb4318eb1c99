internal import NIOCore
internal import NIOPosix
internal import Varlink

/// A connection that has been let in.
struct Admitted {
    let session: Session
    /// What waits for its user, on all of their connections.
    let replies: UserReplies
    let isStranger: Bool
}

/// Finds out who is calling, and whether there is room for them.
struct Admission: Sendable {
    let connections: ConnectionTable
    let refusals: RefusalLog
    let isKnown: @Sendable (Peer) -> Bool

    /// - Returns: nil, having logged it, where there is no room.
    func admit(_ channel: any Channel) throws -> Admitted? {
        let peer = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { try Peer(of: $0) }
        guard let peer else { return nil }
        let isStranger = !isKnown(peer)
        do throws(ConnectionTable.Refusal) {
            let (session, replies) = try connections.enter(channel, peer, isStranger: isStranger)
            channel.closeFuture.whenComplete { _ in connections.leave(session) }
            return Admitted(session: session, replies: replies, isStranger: isStranger)
        } catch {
            refusals.note(error, peer)
            return nil
        }
    }
}
