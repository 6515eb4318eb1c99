import CRRTDomain
import Testing

@Suite struct LanguageTests {
    @Test(arguments: [
        ("3332", [6, 6, 6, 4]), ("0000", [0, 0, 0, 0]), ("5555", [10, 10, 10, 10]), ("3+332+", [7, 6, 6, 5]), ("0+1+2+4+", [1, 3, 5, 9]),
    ])
    func profiles(_ text: String, _ halves: [Int]) throws {
        let profile = try LanguageProfile(text)
        #expect(profile.halves == halves)
        #expect(profile.description == text)
    }

    @Test(arguments: ["", "333", "33333", "3336", "+333", "33++32", "5+333", "33 32", "333a", "３３３２", "333½", "-1333"])
    func whatIsNoProfile(_ text: String) {
        let expected = ": '\(text)' is no STANAG 6001 profile; write four digits 0 to 5, a plus allowed after each, such as 3332"
        #expect(complaint { () throws(InvalidField) in try LanguageProfile(text) } == expected)
    }

    @Test func allFourMustReach() throws {
        let held = try LanguageProfile("3+332")
        #expect(held.meets(try LanguageProfile("3332")))
        #expect(held.meets(held))
        #expect(held.meets(try LanguageProfile("0000")))
        #expect(!held.meets(try LanguageProfile("4000")))
        #expect(!held.meets(try LanguageProfile("0002+")))
    }

    @Test(arguments: ["eng", "est", "zxx"])
    func languages(_ text: String) throws { #expect(try LanguageCode(text).description == text) }

    @Test(arguments: ["", "en", "ENG", "engl", "en1", "éng"])
    func whatIsNoLanguage(_ text: String) {
        #expect(
            complaint { () throws(InvalidField) in try LanguageCode(text) }
                == ": '\(text)' is no language; write the ISO 639-3 code, such as eng")
    }
}
