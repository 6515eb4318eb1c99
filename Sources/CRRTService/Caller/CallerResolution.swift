import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import Glibc
import Varlink

/// Resolves a peer, as the kernel reports it, to a caller.
enum CallerResolution {
    /// All entries that fit add up. The daemon's own user and root are administrators whatever the configuration says:
    /// they could change it.
    ///
    /// - Parameter part: the configured principal that exercise control plays.
    static func caller(_ peer: Peer, part: String?, _ configuration: Configuration) -> Caller {
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

    /// Entries that give a caller two nations give them no role, because it would be unclear for which nation they act.
    private static func combine(_ found: [PrincipalEntry], _ configuration: Configuration) -> Caller {
        let entries = (try? configuration.nation(of: found)) == nil && found.contains { $0.nation != nil } ? [] : found
        return Caller(
            principal: Principal(name: entries.isEmpty ? "unknown" : entries.map(\.name).joined(separator: "+"), uid: 0),
            roles: entries.reduce(into: []) { $0.formUnion($1.roles) }, nation: entries.compactMap(\.nation).first,
            clearance: entries.compactMap(\.clearance).max() ?? .unclassified, entries: entries.map(\.name))
    }
}

/// What a caller has said about the later calls on their connection.
struct Remarks: Sendable {
    /// The configured principal that exercise control plays.
    var part: String?
    /// Whether changes are only rehearsed.
    var isRehearsal = false
}

extension Session {
    var remarks: Remarks {
        get { note as? Remarks ?? Remarks() }
        set { note = newValue }
    }
}
