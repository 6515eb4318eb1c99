import CRRTDomain

/// Who may call a method. Which records the caller then reaches, `Visibility` decides.
enum Right: Sendable, Hashable {
    /// Every user who can connect to the socket.
    case anyone
    /// Callers with any role.
    case known
    case roles(Set<Role>)

    /// Callers who may read records. Which ones, `Visibility` decides.
    static let readers = roles([.duty, .ncp, .authority, .auditor])

    func admits(_ caller: Caller) -> Bool {
        switch self {
        case .anyone: true
        case .known: caller.isKnown
        case .roles(let roles): caller.hasAny(of: roles)
        }
    }
}
