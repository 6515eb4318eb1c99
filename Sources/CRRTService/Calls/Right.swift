import CRRTDomain

/// Who may call a method. Which records the caller then reaches, `Visibility` decides.
enum Right: Sendable, Hashable {
    /// Everybody who reaches the socket.
    case anyone
    /// Everybody with a role.
    case known
    case roles(Set<Role>)

    /// Those who may read records; which ones is the visibility's matter.
    static let readers = roles([.duty, .ncp, .authority, .auditor])

    func admits(_ caller: Caller) -> Bool {
        switch self {
        case .anyone: true
        case .known: caller.isKnown
        case .roles(let roles): caller.isAny(of: roles)
        }
    }
}
