internal import NIOCore
internal import NIOPosix
internal import Varlink

/// A connection that was admitted.
struct AdmittedConnection {
    let session: Session
    /// The reply quota of its user.
    let replies: UserReplyQuota
    let isStranger: Bool
}

/// Determines the peer of a new connection, and whether to admit it.
struct Admission: Sendable {
    let connections: ConnectionTable
    let refusals: RefusalLog
    let isKnown: @Sendable (Peer) -> Bool

    /// - Returns: nil where the connection was refused, which is logged.
    func admit(_ channel: any Channel) throws -> AdmittedConnection? {
        let peer = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { try Peer(of: $0) }
        guard let peer else { return nil }
        let isStranger = !isKnown(peer)
        do throws(ConnectionTable.AdmissionError) {
            let (session, replies) = try connections.add(channel, peer, isStranger: isStranger)
            channel.closeFuture.whenComplete { _ in connections.remove(session) }
            return AdmittedConnection(session: session, replies: replies, isStranger: isStranger)
        } catch {
            refusals.note(error, peer)
            return nil
        }
    }
}
