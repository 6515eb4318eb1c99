/// The configuration of a test's daemon: who is who, by uid.
public struct TestSite: Sendable {
    public static let duty: UInt32 = 2001
    public static let authority: UInt32 = 2002
    public static let auditor: UInt32 = 2003
    /// Duty officer and releasing authority in one: what the two-person rule is for.
    public static let both: UInt32 = 2004
    public static let administrator: UInt32 = 2005
    public static let secondDuty: UInt32 = 2006
    /// Gives political approvals.
    public static let council: UInt32 = 2007
    /// Reads as the duty desk does, and changes nothing.
    public static let observer: UInt32 = 2008
    /// Reads as Estonia's contact point does, and changes nothing.
    public static let observerOfEstonia: UInt32 = 2009
    /// Unknown to every configuration.
    public static let stranger: UInt32 = 2999

    public static let nations = [
        "ALB", "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV", "HUN", "ISL", "ITA", "LTU",
        "LUX", "LVA", "MKD", "MNE", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "SWE", "TUR", "USA",
    ]

    /// The uid of a nation's contact point; `second` gives another person of the same nation.
    public static func contact(_ nation: String, second: Bool = false) -> UInt32 {
        UInt32(3000 + (nations.firstIndex(of: nation) ?? 99) + (second ? 100 : 0))
    }

    public var exercise = false
    public var policy = ""
    public var extraPrincipals = ""

    public init(exercise: Bool = false, policy: String = "", extraPrincipals: String = "") {
        self.exercise = exercise
        self.policy = policy
        self.extraPrincipals = extraPrincipals
    }

    public func write(to folder: TemporaryFolder) throws {
        try folder.write("exercise: \(exercise)\nlogLevel: debug\n", to: "etc/crrtd.yaml")
        try folder.write(policy, to: "etc/policy.yaml")
        try folder.write(principals, to: "etc/principals.yaml")
    }

    public var principals: String {
        var text = "principals:\n"
        func add(_ name: String, _ uid: UInt32, _ roles: String, _ rest: String = "clearance: CTS") {
            text += "  - name: \(name)\n    users: [\(uid)]\n    roles: [\(roles)]\n    \(rest)\n"
        }
        add("duty-desk", Self.duty, "duty")
        add("duty-desk-2", Self.secondDuty, "duty")
        add("releasing-authority", Self.authority, "authority")
        add("auditor", Self.auditor, "auditor")
        add("both", Self.both, "duty, authority")
        add("administrator-1", Self.administrator, "admin")
        add("council", Self.council, "council")
        add("observer", Self.observer, "observer")
        add("observer-est", Self.observerOfEstonia, "observer", "nation: EST\n    clearance: NS")
        for nation in Self.nations {
            for second in [false, true] {
                add(
                    "ncp-\(nation.lowercased())" + (second ? "-2" : ""), Self.contact(nation, second: second), "ncp",
                    "nation: \(nation)\n    clearance: NS")
            }
        }
        return text + extraPrincipals
    }
}
