import CRRTDomain
import Testing

@Suite struct SkillSearchTests {
    private static let entries = [
        SkillEntry(code: "AA-AAA-001", title: "Memory forensics", words: ["ram"], description: "Examines computers while they run"),
        SkillEntry(code: "AA-AAA-002", title: "Industrial control systems", words: ["ics", "power plant"]),
        SkillEntry(code: "AA-AAA-003", title: "Power supplies", words: ["plant"]),
        SkillEntry(code: "AA-AAA-004", title: "Ramps", words: ["icsx"]),
    ]

    @Test(arguments: [
        // A code, in any case.
        ("aa-aaa-003", ["AA-AAA-003"]),
        // Whole words before beginnings, these before parts of a title.
        ("ics", ["AA-AAA-002", "AA-AAA-004", "AA-AAA-001"]),
        ("ram", ["AA-AAA-001", "AA-AAA-004"]),
        ("ensi", ["AA-AAA-001"]),
        // A phrase before its words apart, and before one of them.
        ("power plant", ["AA-AAA-002", "AA-AAA-003"]),
        ("Power-plants offline", ["AA-AAA-002", "AA-AAA-003"]),
        // The description, and beginnings of its words.
        ("computer", ["AA-AAA-001"]),
        ("exam", ["AA-AAA-001"]),
        // Words that tell nothing do not find anything beside others that do.
        ("the plant", ["AA-AAA-003", "AA-AAA-002"]),
        ("xyzzy", []),
        ("AA-AAA", ["AA-AAA-001", "AA-AAA-002", "AA-AAA-003", "AA-AAA-004"]),
        ("", ["AA-AAA-001", "AA-AAA-002", "AA-AAA-003", "AA-AAA-004"]),
        ("  ", ["AA-AAA-001", "AA-AAA-002", "AA-AAA-003", "AA-AAA-004"]),
    ])
    func order(_ query: String, _ expected: [String]) {
        #expect(SkillSearch.ranked(query, among: Self.entries).map { Self.entries[$0].code } == expected)
    }

    @Test func aLongQueryIsCutOff() {
        let long = String(repeating: "xyzzy ", count: 10_000)
        #expect(SkillSearch.ranked(long + "ram", among: Self.entries).isEmpty)
    }
}
