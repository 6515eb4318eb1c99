/// The fictional nations, skills, trades and missions.
public enum World {
    /// Sorted by code, each with its share of the roster.
    public static let nations: [(code: String, share: Int)] = [
        ("ALB", 5), ("BEL", 20), ("BGR", 14), ("CAN", 40), ("CZE", 22), ("DEU", 80), ("DNK", 18), ("ESP", 50), ("EST", 12), ("FIN", 18),
        ("FRA", 75), ("GBR", 75), ("GRC", 25), ("HRV", 10), ("HUN", 18), ("ISL", 1), ("ITA", 65), ("LTU", 10), ("LUX", 3), ("LVA", 8),
        ("MKD", 4), ("MNE", 2), ("NLD", 30), ("NOR", 18), ("POL", 60), ("PRT", 18), ("ROU", 30), ("SVK", 12), ("SVN", 6), ("SWE", 22),
        ("TUR", 75), ("USA", 170),
    ]

    /// Every code of the catalogue, sorted: 41 work roles and 19 specialisms.
    public static let skills: [String] =
        (codes("DD-WRL", 9) + codes("GX-SKL", 19) + codes("IN-WRL", 2) + codes("IO-WRL", 7) + codes("OG-WRL", 16) + codes("PD-WRL", 7))

    public static let accesses = ["ATOMAL", "BOHEMIA", "CRYPTO"]
    /// English first, then a language of each nation.
    public static let languages: [String] = ["eng"] + nations.indices.map { nativeLanguages[$0] }
    static let nativeLanguages = [
        "sqi", "nld", "bul", "fra", "ces", "deu", "dan", "spa", "est", "fin", "fra", "eng", "ell", "hrv", "hun", "isl", "ita", "lit",
        "ltz", "lav", "mkd", "cnr", "nld", "nor", "pol", "por", "ron", "slk", "slv", "swe", "tur", "eng",
    ]

    private static func codes(_ prefix: String, _ count: Int) -> [String] {
        (1...count).map { prefix + ($0 < 10 ? "-00" : "-0") + String($0) }
    }

    /// The skills of a trade: its people hold most of the core and some of the rest.
    struct Profile: Sendable {
        let core: [String]
        let side: [String]
        let share: Int
    }

    public static var tradeCount: Int { profiles.count }

    static let profiles: [Profile] = [
        Profile(
            core: ["PD-WRL-003", "PD-WRL-001", "GX-SKL-011"],
            side: ["GX-SKL-004", "GX-SKL-005", "PD-WRL-004", "IO-WRL-006"], share: 16),
        Profile(
            core: ["PD-WRL-002", "GX-SKL-002", "IN-WRL-002"],
            side: ["GX-SKL-012", "IN-WRL-001", "PD-WRL-003"], share: 11),
        Profile(
            core: ["GX-SKL-001", "PD-WRL-006", "DD-WRL-005"],
            side: ["GX-SKL-007", "PD-WRL-007", "DD-WRL-003"], share: 8),
        Profile(
            core: ["GX-SKL-007", "GX-SKL-008", "GX-SKL-006"],
            side: ["PD-WRL-006", "IO-WRL-001", "PD-WRL-001", "PD-WRL-005"], share: 10),
        Profile(
            core: ["IO-WRL-004", "GX-SKL-009", "GX-SKL-010"],
            side: ["GX-SKL-006", "PD-WRL-004", "IO-WRL-007"], share: 10),
        Profile(
            core: ["IO-WRL-005", "GX-SKL-005", "IO-WRL-006"],
            side: ["GX-SKL-014", "IO-WRL-002", "IO-WRL-007", "PD-WRL-004"], share: 10),
        Profile(
            core: ["GX-SKL-004", "DD-WRL-001", "DD-WRL-004"],
            side: ["GX-SKL-005", "IO-WRL-006", "DD-WRL-002"], share: 9),
        Profile(
            core: ["GX-SKL-003", "DD-WRL-009", "IO-WRL-004"],
            side: ["PD-WRL-003", "DD-WRL-007", "GX-SKL-013"], share: 7),
        Profile(
            core: ["GX-SKL-014", "GX-SKL-015", "OG-WRL-001"],
            side: ["DD-WRL-004", "DD-WRL-008", "OG-WRL-013"], share: 5),
        Profile(
            core: ["GX-SKL-016", "GX-SKL-017", "GX-SKL-013"],
            side: ["OG-WRL-012", "OG-WRL-016", "PD-WRL-007"], share: 4),
        Profile(
            core: ["OG-WRL-007", "OG-WRL-014", "OG-WRL-002"],
            side: ["OG-WRL-003", "OG-WRL-010", "OG-WRL-011", "GX-SKL-018"], share: 6),
        Profile(
            core: ["GX-SKL-018", "GX-SKL-019", "OG-WRL-006"],
            side: ["OG-WRL-008", "OG-WRL-005", "OG-WRL-004", "IO-WRL-003"], share: 4),
    ]

    /// The kinds of mission, each as profiles in order of importance. A team is assembled for one, and a request asks for one.
    static let missions: [[Int]] = [
        [0, 1, 5, 0, 2, 6, 5, 10, 0, 1, 11, 4],
        [3, 2, 1, 3, 6, 10, 1, 3, 2, 5, 11, 8],
        [7, 4, 0, 7, 7, 9, 4, 10, 0, 1, 11, 5],
        [4, 4, 0, 3, 4, 11, 4, 5, 6, 10, 3, 0],
        [6, 5, 8, 6, 0, 5, 8, 6, 3, 10, 1, 11],
        [9, 0, 1, 9, 5, 8, 11, 0, 4, 2, 10, 6],
    ]
}
