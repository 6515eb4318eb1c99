import CRRTDomain
import Varlink

/// Who may call a method. Which records the caller then reaches, `Visibility` decides.
enum Right: Sendable, Hashable {
    /// Every user who can connect to the socket.
    case anyone
    /// Callers with any role.
    case known
    case roles(Set<Role>)

    /// Callers who may read records. Which ones, `Visibility` decides.
    static let readers = roles([.duty, .ncp, .authority, .council, .auditor])

    /// Callers who may be told injects: those who read records, and exercise control.
    static let injectReaders = roles([.duty, .ncp, .authority, .council, .auditor, .excon])

    func admits(_ caller: Caller) -> Bool {
        switch self {
        case .anyone: true
        case .known: caller.isKnown
        case .roles(let roles): caller.hasAny(of: roles)
        }
    }

    /// Who has it, in words that tell of no record: `this is for the duty desk (duty) or a national contact point (ncp)`.
    var words: String {
        switch self {
        case .anyone: "this is for every caller"
        case .known: "this is for callers who have a role here"
        case .roles(let roles):
            "this is for "
                + Role.allCases.filter(roles.contains).map { "\($0.person) (\($0.rawValue))" }.joined(separator: " or ")
        }
    }
}

extension Refusal {
    /// The refusal of what the contact points of one of these nations may do, and callers with one of these roles. The nations are those
    /// that the caller has named or may see.
    static func permission(of nations: [NationCode], or roles: [Role] = []) -> VarlinkService.PermissionDenied {
        let names = Set(nations).sorted().map(\.description).joined(separator: " or ")
        let persons = roles.map { "\($0.person) (\($0.rawValue))" }
        return permission("this is for " + (["a contact point of \(names) (ncp)"] + persons).joined(separator: " or "))
    }
}

extension Role {
    /// Who has the role, with the article.
    fileprivate var person: String {
        switch self {
        case .duty: "the duty desk"
        case .ncp: "a national contact point"
        case .authority: "a releasing authority"
        case .council: "the political authority"
        case .auditor: "an auditor"
        case .admin: "an administrator"
        case .excon: "exercise control"
        }
    }
}
