import CRRTDomain
import Testing

/// Codes and ids: what is taken, what is refused and in which words.
@Suite struct CodesTests {
    @Test(arguments: ["AAA", "EST", "GBR", "ZZZ"])
    func nations(_ text: String) throws {
        #expect(try NationCode(text).description == text)
    }

    @Test func nationsSortAsText() throws {
        let codes = try ["USA", "ALB", "GBR", "ALA"].map { try NationCode($0) }
        #expect(codes.sorted().map(\.description) == ["ALA", "ALB", "GBR", "USA"])
        #expect(try NationCode("AAA").ordinal == 0)
        #expect(try NationCode("ZZZ").ordinal == 17_575)
    }

    @Test(arguments: ["", "E", "est", "ESTO", "E5T", "É", "ÉST"])
    func whatIsNoNation(_ text: String) {
        let expected = ": '\(text)' is no nation; write the ISO 3166-1 alpha-3 code in capitals, such as EST"
        #expect(complaint { () throws(InvalidField) in try NationCode(text) }.hasPrefix(expected))
    }

    /// Legacy `AU` meant Austria.
    @Test func twoLettersAreAmbiguous() {
        #expect(
            complaint { () throws(InvalidField) in try NationCode("AU") }
                == ": 'AU' is no nation; write the ISO 3166-1 alpha-3 code in capitals, such as EST (two-letter codes are ambiguous)")
        #expect(!complaint { () throws(InvalidField) in try NationCode("AUTO") }.contains("ambiguous"))
    }

    @Test(arguments: ["EST-0042", "PRT-CRRT-1", "SWE-A", "USA--", "EST-ABCDEFGHIJKLMNOPQRSTUVWX"])
    func nationalIDs(_ text: String) throws {
        let expert = try ExpertID(text)
        #expect(expert.description == text)
        #expect(expert.nation.description == text.prefix(3))
        #expect(try TeamID(text).text == text)
        #expect(try EffectID(text).text == text)
    }

    @Test(arguments: [
        "", "EST", "EST-", "EST0042", "ES-0042", "est-0042", "EST-a", "EST_0042", "EST-0042 ", "EST-Ä", "EST-ABCDEFGHIJKLMNOPQRSTUVWXY",
        "ÉST-1",
    ])
    func whatIsNoNationalID(_ text: String) {
        let expected = ": '\(text)' is no such id; write the nation, a dash and 1 to 24 of A-Z 0-9 -, such as "
        #expect(complaint { () throws(InvalidField) in try ExpertID(text) } == expected + "EST-0042")
        #expect(complaint { () throws(InvalidField) in try TeamID(text) } == expected + "EST-CRRT-1")
        #expect(complaint { () throws(InvalidField) in try EffectID(text) } == expected + "EST-EFF-01")
    }

    @Test(arguments: ["REQ-ALB-2026-0001", "EXR-ALB-2026-0001", "REQ-EST-0999-9999", "REQ-EST-2026-10000", "REQ-EST-2026-123456"])
    func requestIDs(_ text: String) throws {
        let id = try RequestID(text)
        #expect(id.description == text)
        #expect(id.exercise == text.hasPrefix("EXR"))
    }

    @Test(arguments: [
        "", "REQ-ALB-2026", "TSK-ALB-2026-0001", "REQ-AL-2026-0001", "REQ-ALB-26-0001", "REQ-ALB-2026-001", "REQ-ALB-2026-00001",
        "REQ-ALB-2026-0000", "REQ-ALB-2026-+001", "REQ-ALB-+026-0001", "REQ-ALB-2026-0001-1", "req-ALB-2026-0001", "REQ-ALB-2026-0001 ",
        "REQ-ALB-202६-0001", "REQ-ALB-2026-99999999999999999999",
    ])
    func whatIsNoRequestID(_ text: String) {
        #expect(
            complaint { () throws(InvalidField) in try RequestID(text) } == ": '\(text)' is no request id; they look like REQ-ALB-2026-0001"
        )
    }

    @Test(arguments: ["TSK-ALB-2026-0001-1", "EXT-ALB-2026-0001-12"])
    func taskingIDs(_ text: String) throws {
        let id = try TaskingID(text)
        #expect(id.description == text)
        #expect(id.request.description == (text.hasPrefix("EXT") ? "EXR" : "REQ") + "-ALB-2026-0001")
    }

    @Test(arguments: [
        "", "TSK-ALB-2026-0001", "REQ-ALB-2026-0001-1", "TSK-ALB-2026-0001-0", "TSK-ALB-2026-0001-01", "TSK-ALB-2026-0001-+1",
        "TSK-ALB-+026-0001-1", "TSK-ALB-2026-0001-1-1",
    ])
    func whatIsNoTaskingID(_ text: String) {
        #expect(
            complaint { () throws(InvalidField) in try TaskingID(text) }
                == ": '\(text)' is no tasking id; they look like TSK-ALB-2026-0001-1")
    }

    @Test func idsSortByNationYearAndNumber() throws {
        let sorted = ["EXR-EST-2026-0001", "REQ-ALB-2026-0002", "REQ-ALB-2026-10000", "REQ-ALB-2027-0001", "REQ-EST-2026-0001"]
        #expect(try sorted.reversed().map { try RequestID($0) }.sorted().map(\.description) == sorted)
        let taskings = ["TSK-ALB-2026-0001-2", "TSK-ALB-2026-0001-10", "TSK-ALB-2026-0002-1"]
        #expect(try taskings.reversed().map { try TaskingID($0) }.sorted().map(\.description) == taskings)
    }

    @Test(arguments: ["PD-WRL-003", "GX-SKL-001"])
    func skills(_ text: String) throws { #expect(try SkillCode(text).description == text) }

    @Test(arguments: ["", "PD-WRL-3", "PD-WRL-0033", "pd-wrl-003", "PD_WRL_003", "PDD-WR-003", "PD-WRL-00A", "P1-WRL-003"])
    func whatIsNoSkill(_ text: String) {
        let expected = ": '\(text)' is no skill code; they look like PD-WRL-003 or GX-SKL-001"
        #expect(complaint { () throws(InvalidField) in try SkillCode(text) } == expected)
    }

    @Test func levelsAreOneToFive() throws {
        #expect(try (1...5).map { try Proficiency($0).level } == [1, 2, 3, 4, 5])
        for level in [Int.min, -1, 0, 6, Int.max] {
            #expect(complaint { () throws(InvalidField) in try Proficiency(level) } == ": \(level) is no level; 1 to 5 are allowed")
        }
        #expect(Proficiency.leads.level == 4)
        #expect(Proficiency.highest.level == 5)
    }

    @Test(arguments: ["ATOMAL", "BOHEMIA", "A", "X-1", "ABCDEFGHIJKLMNOPQRSTUVWX"])
    func accesses(_ text: String) throws { #expect(try Access(text).description == text) }

    @Test(arguments: ["", "atomal", "A B", "A_B", "ABCDEFGHIJKLMNOPQRSTUVWXY", "Ä"])
    func whatIsNoAccess(_ text: String) {
        #expect(complaint { () throws(InvalidField) in try Access(text) } == ": '\(text)' is no access; write capitals, such as ATOMAL")
    }
}
