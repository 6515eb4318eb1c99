import CRRTDomain
import Varlink

/// Who may call a method. Which records the caller then reaches, `Visibility` decides.
enum Right: Sendable, Hashable {
    /// Every user who can connect to the socket.
    case anyone
    /// Callers with any role.
    case known
    case roles(RoleSet)
    /// Callers who read as one of these roles does: those who have it, and observers with its view.
    case reading(RoleSet)
    /// Callers who have a role besides that of an observer.
    case acting

    /// Callers who may read records. Which ones, `Visibility` decides.
    static let readers = reading([.duty, .ncp, .authority, .council, .auditor])

    /// Callers who may be told injects: those who read records, and exercise control.
    static let injectReaders = reading([.duty, .ncp, .authority, .council, .auditor, .excon])

    func admits(_ caller: Caller) -> Bool {
        switch self {
        case .anyone: true
        case .known: caller.isKnown
        case .roles(let roles): caller.hasAny(of: roles)
        case .reading(let roles): caller.reads(asAny: roles)
        case .acting: caller.roles.contains { $0 != .observer }
        }
    }

    /// Who has it, in words that tell of no record: `this is for the duty desk (duty) or a national contact point (ncp)`.
    var words: String {
        switch self {
        case .anyone: "this is for every caller"
        case .known: "this is for callers who have a role here"
        case .roles(let roles): "this is for " + Self.persons(roles)
        case .reading(let roles): "this is for \(Self.persons(roles)) or an observer\(Self.observers(roles)) (observer)"
        case .acting: "this is for callers whose role is more than to read; an observer changes nothing and sends nothing"
        }
    }

    private static func persons(_ roles: RoleSet) -> String {
        Role.allCases.filter(roles.contains).map { "\($0.person) (\($0.rawValue))" }.joined(separator: " or ")
    }

    /// Which observers read as one of these roles does; empty where all do.
    private static func observers(_ roles: RoleSet) -> String {
        switch (roles.contains(.duty), roles.contains(.ncp)) {
        case (true, false): " of no nation"
        case (false, true): " of a nation"
        default: ""
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
        case .observer: "an observer"
        case .admin: "an administrator"
        case .excon: "exercise control"
        }
    }
}
