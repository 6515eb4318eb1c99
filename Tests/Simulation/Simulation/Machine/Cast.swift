public import CRRTDomain

/// Everybody who calls in a simulation, and what each configuration makes of them.
public struct Person: Sendable, Hashable {
    public var name: String
    public var uid: UInt32
    public var roles: RoleSet
    public var nation: String?
    public var clearance: Classification

    init(_ name: String, _ uid: UInt32, _ roles: RoleSet, _ nation: String? = nil, _ clearance: Classification = .topSecret) {
        (self.name, self.uid, self.roles, self.nation, self.clearance) = (name, uid, roles, nation, clearance)
    }
}

public enum Cast {
    /// The nations that have contact points here.
    public static let nations = ["ALB", "EST", "LVA", "SWE", "NOR", "POL"]
    public static let duty: UInt32 = 2001
    public static let authority: UInt32 = 2002
    public static let auditor: UInt32 = 2003
    /// Duty officer and releasing authority in one: what the two-person rule is for.
    public static let both: UInt32 = 2004
    public static let administrator: UInt32 = 2005
    public static let secondDuty: UInt32 = 2006
    public static let control: UInt32 = 2007
    public static let council: UInt32 = 2008
    /// Reads as the duty desk does, and changes nothing.
    public static let observer: UInt32 = 2009
    /// Reads as Estonia's contact point does, and changes nothing.
    public static let observerOfEstonia: UInt32 = 2010
    public static let root: UInt32 = 0
    /// Known to nobody.
    public static let stranger: UInt32 = 2999

    /// The uid of a nation's contact point; `second` gives another person of the same nation.
    public static func contact(_ nation: String, second: Bool = false) -> UInt32 {
        UInt32(3000 + (nations.firstIndex(of: nation) ?? 99) + (second ? 100 : 0))
    }

    /// A contact point who is cleared for less than the others of the nation.
    public static func lowContact(_ nation: String) -> UInt32 { contact(nation) + 200 }

    /// Whom the ordinary configuration knows, by the order of `principals.yaml`.
    public static let people: [Person] = {
        var people = [
            Person("duty-desk", duty, [.duty]), Person("duty-desk-2", secondDuty, [.duty]),
            Person("releasing-authority", authority, [.authority]), Person("auditor", auditor, [.auditor]),
            Person("both", both, [.duty, .authority]), Person("server-room", administrator, [.admin]),
            Person("duty-nr", 2101, [.duty], nil, .restricted), Person("authority-nr", 2102, [.authority], nil, .restricted),
            Person("duty-nor", 2104, [.duty], "NOR", .secret), Person("council", council, [.council]),
            Person("observer", observer, [.observer]), Person("observer-est", observerOfEstonia, [.observer], "EST", .secret),
        ]
        for nation in nations {
            let name = "ncp-\(nation.lowercased())"
            people.append(Person(name, contact(nation), [.ncp], nation, .secret))
            people.append(Person(name + "-2", contact(nation, second: true), [.ncp], nation, .secret))
            people.append(Person(name + "-low", lowContact(nation), [.ncp], nation, .restricted))
        }
        return people
    }()

    static func principals(_ people: [Person]) -> String {
        "principals:\n"
            + people.map { person in
                let roles = person.roles.map(\.rawValue).sorted().joined(separator: ", ")
                let nation = person.nation.map { ", nation: \($0)" } ?? ""
                let (name, clearance) = (person.name, person.clearance.rawValue)
                return "  - {name: \(name), users: [\(person.uid)], roles: [\(roles)]\(nation), clearance: \(clearance)}\n"
            }.joined()
    }
}
