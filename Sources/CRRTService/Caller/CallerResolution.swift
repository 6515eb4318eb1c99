import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import Glibc
import Varlink

/// Maps a peer, as the kernel reports it, to a caller.
enum CallerResolution {
    /// Combines all entries that match the peer. The daemon's own user and root are always administrators, because they could change the
    /// configuration.
    ///
    /// - Parameter actingAs: the principal that exercise control plays; nil for none.
    static func caller(_ peer: Peer, actingAs part: String?, _ configuration: Configuration) -> Caller {
        let entries = configuration.entries(uid: peer.uid, groups: peer.groups + [peer.gid])
        var caller = combine(entries, configuration)
        caller.principal.uid = peer.uid
        if peer.uid == geteuid() || peer.uid == 0 {
            caller.roles.insert(.admin)
            if entries.isEmpty { caller.principal.name = "administrator" }
        }
        guard let part, caller.roles.contains(.excon),
            let entry = configuration.principals.first(where: { $0.name == part })
        else { return caller }
        var played = combine([entry], configuration)
        played.principal = Principal(name: entry.name, uid: peer.uid, playedBy: caller.principal.name)
        return played
    }

    /// Entries of two nations give a caller no role, because it would be unclear for which nation they act.
    private static func combine(_ found: [PrincipalEntry], _ configuration: Configuration) -> Caller {
        let entries = (try? configuration.nation(of: found)) == nil && found.contains { $0.nation != nil } ? [] : found
        return Caller(
            principal: Principal(name: entries.isEmpty ? "unknown" : entries.map(\.name).joined(separator: "+"), uid: 0),
            roles: entries.reduce(into: []) { $0.formUnion($1.roles) }, nation: entries.compactMap(\.nation).first,
            clearance: entries.compactMap(\.clearance).max() ?? .unclassified, entries: entries.map(\.name))
    }
}

/// What a caller has set for the later calls on their connection.
struct ConnectionState: SessionState {
    /// The principal that exercise control plays (`Service.ActAs`); nil for none.
    var actingAs: String?
    /// Whether changes are only rehearsed (`Service.Rehearse`).
    var isRehearsal = false
}

extension Session {
    var connectionState: ConnectionState { state(of: ConnectionState.self) }
}
