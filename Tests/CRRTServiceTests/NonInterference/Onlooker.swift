import CRRTProtocol
import CRRTTestSupport

/// A caller from whom something is hidden: what they may see of the two lanes, and what not.
struct Onlooker: Sendable, CustomStringConvertible {
    let description: String
    let uid: UInt32
    /// What they see all or a part of; the same in both worlds.
    let open: Lane.Scope
    /// What they see nothing of; another life in each world.
    let hidden: Lane.Scope
    /// The nation that they speak for, or file requests for.
    let nation: String
    /// Their nation's contact points do not learn what the others write about their people and their answers; those texts differ too.
    var differingNotes = false
    /// Sees sums over all by office: an administrator can copy and weigh the database.
    var weighs = false
    var seeds: [UInt64] = [1]

    static let site = TestSite(
        extraPrincipals: """
              - {name: duty-nr, users: [2101], roles: [duty], clearance: NR}
              - {name: authority-nr, users: [2102], roles: [authority], clearance: NR}
              - {name: both-nr, users: [2103], roles: [duty, authority], clearance: NR}
              - {name: duty-ltu, users: [2104], roles: [duty], clearance: CTS, nation: LTU}
              - {name: ncp-est-nr, users: [2105], roles: [ncp], clearance: NR, nation: EST}
              - {name: council-nr, users: [2106], roles: [council], clearance: NR}
              - {name: observer-nr, users: [2107], roles: [observer], clearance: NR}
              - {name: observer-est-nr, users: [2109], roles: [observer], clearance: NR, nation: EST}
              - {name: observer-fra, users: [2110], roles: [observer], clearance: NS, nation: FRA}

            """)

    private static let everyday = Lane.Scope(
        requesters: ["ALB", "LVA"], experts: ["EST-0001", "EST-0002", "LVA-0001", "LVA-0002"], effect: "SWE-EFF-01", classification: .NR)
    /// Of nations that the others have nothing to do with.
    private static let elsewhere = Lane.Scope(
        requesters: ["NOR", "TUR"], experts: ["LTU-0001", "LTU-0002", "POL-0001"], effect: "POL-EFF-01", classification: .NR,
        campaignReleasableTo: ["NOR", "TUR"])
    /// Above the clearance of most, with people that everybody on duty knows.
    private static let secret = Lane.Scope(
        requesters: ["NOR", "TUR"], experts: ["LTU-0002", "EST-0003", "POL-0001"], effect: "EST-EFF-09", classification: .NS,
        offersAreOpen: true)
    private static let unreleased = Lane.Scope(
        requesters: ["NOR", "TUR"], experts: ["POL-0001", "EST-0003", "NOR-0002"], effect: "POL-EFF-09", classification: .NR,
        releasableTo: ["NOR", "TUR", "EST", "POL"], offersAreOpen: true, campaignReleasableTo: ["NOR", "TUR", "EST", "POL"])

    static let all: [Onlooker] = [
        .init(
            description: "contact point of a host", uid: TestSite.contact("ALB"), open: everyday, hidden: elsewhere, nation: "ALB",
            differingNotes: true),
        .init(
            description: "contact point of a contributing nation", uid: TestSite.contact("EST"), open: everyday, hidden: elsewhere,
            nation: "EST", differingNotes: true, seeds: [1, 2]),
        .init(
            description: "contact point of a nation with an effect", uid: TestSite.contact("SWE"), open: everyday, hidden: elsewhere,
            nation: "SWE", differingNotes: true),
        .init(
            description: "contact point of a bystander", uid: TestSite.contact("FRA"), open: everyday, hidden: elsewhere, nation: "FRA",
            differingNotes: true),
        .init(
            description: "contact point below their nation's secrets", uid: 2105, open: everyday, hidden: secret, nation: "EST",
            differingNotes: true, seeds: [2]),
        .init(description: "authority of low clearance", uid: 2102, open: everyday, hidden: secret, nation: "ALB"),
        .init(description: "council of low clearance", uid: 2106, open: everyday, hidden: secret, nation: "ALB"),
        .init(
            description: "duty officer and authority of low clearance", uid: 2103, open: everyday, hidden: secret, nation: "ALB",
            seeds: [2]),
        .init(description: "duty officer of a nation", uid: 2104, open: everyday, hidden: unreleased, nation: "ALB"),
        .init(description: "observer of low clearance", uid: 2107, open: everyday, hidden: secret, nation: "ALB"),
        .init(
            description: "observer of a contributing nation", uid: TestSite.observerOfEstonia, open: everyday, hidden: elsewhere,
            nation: "EST", differingNotes: true),
        .init(description: "administrator", uid: TestSite.administrator, open: everyday, hidden: elsewhere, nation: "ALB", weighs: true),
        .init(description: "stranger", uid: TestSite.stranger, open: everyday, hidden: elsewhere, nation: "ALB"),
    ]
}
