import CRRTDomain
import Testing

@Suite struct CatalogueTests {
    private func catalogue() throws -> Catalogue {
        let nations = [
            ("EST", "Estonia", ["NATO", "BALTIC"]), ("ESP", "Spain", ["NATO"]), ("LVA", "Latvia", ["NATO", "BALTIC"]),
            ("UKR", "Ukraine", []),
        ]
        let skills = [("GX-SKL-002", "Memory forensics"), ("GX-SKL-001", "Malware"), ("PD-WRL-003", "Incident Response")]
        return Catalogue(
            skills: try skills.map { Catalogue.Skill(code: try SkillCode($0.0), title: $0.1, framework: "any") },
            nations: try nations.map { Catalogue.Nation(code: try NationCode($0.0), name: $0.1, groups: $0.2) },
            sectors: .sectors([
                .init(code: try CatalogueCode("I.1"), title: "Energy"),
                .init(code: try CatalogueCode("I.1.a"), title: "Energy, electricity", words: ["power grid", "substation"]),
                .init(code: try CatalogueCode("I.5"), title: "Health", words: ["hospital"]),
            ]), incidentClasses: .incidentClasses([]))
    }

    @Test func listsAreSortedByCode() throws {
        let catalogue = try catalogue()
        #expect(catalogue.skills.map(\.code.text) == ["GX-SKL-001", "GX-SKL-002", "PD-WRL-003"])
        #expect(catalogue.nations.map(\.code.description) == ["ESP", "EST", "LVA", "UKR"])
        #expect(catalogue.groups == ["BALTIC", "NATO"])
    }

    @Test(
        arguments: [
            (["EST", "ESP", "LVA"], ["NATO"]), (["EST", "LVA"], ["BALTIC"]), (["EST", "ESP", "LVA", "UKR"], ["NATO", "UKR"]),
            (["EST", "ESP"], ["ESP", "EST"]), (["UKR"], ["UKR"]), (["LVA", "EST", "UKR"], ["BALTIC", "UKR"]), ([], []),
            (["XXX"], ["XXX"]),
        ] as [([String], [String])])
    func nationsAreNamedByTheirGroups(_ nations: [String], _ names: [String]) throws {
        #expect(try catalogue().names(of: Set(nations.map { try NationCode($0) })) == names)
    }

    @Test func whatIsKnownIsTaken() throws {
        try catalogue().check(SkillCode("GX-SKL-002"))
        try catalogue().check(NationCode("UKR"))
    }

    @Test func anUnknownSkillNamesTheNearest() throws {
        let catalogue = try catalogue()
        let skill = try SkillCode("GX-SKL-003")
        #expect(
            complaint { () throws(InvalidField) in try catalogue.check(skill) }
                == ": unknown skill 'GX-SKL-003'; nearest: GX-SKL-001 (Malware), GX-SKL-002 (Memory forensics), PD-WRL-003 (Incident Response); "
                + "crrtctl skill list shows all")
    }

    @Test func anUnknownNationNamesTheNearest() throws {
        let catalogue = try catalogue()
        let nation = try NationCode("ESX")
        #expect(
            complaint { () throws(InvalidField) in try catalogue.check(nation) }
                == ": unknown nation 'ESX'; nearest: ESP (Spain), EST (Estonia), LVA (Latvia); crrtctl nation list shows all")
    }

    @Test(
        "an unknown code names those that it finds as a word, else those that are spelt alike",
        arguments: [
            ("substation", "I.1.a (Energy, electricity)"), ("hospital", "I.5 (Health)"),
            ("I.9", "I.1 (Energy), I.5 (Health), I.1.a (Energy, electricity)"),
        ])
    func unknownSector(_ text: String, _ near: String) throws {
        let catalogue = try catalogue()
        let code = try CatalogueCode(text)
        #expect(
            complaint { () throws(InvalidField) in _ = try catalogue.sectors.published(code) }
                == ": unknown sector '\(text)'; nearest: \(near); crrtctl sector list shows all")
    }

    @Test(arguments: ["I.1.a", "i.1.A", "i.1.a"]) func aKnownCodeIsTakenInAnyCase(_ typed: String) throws {
        #expect(try catalogue().sectors.published(CatalogueCode(typed)).text == "I.1.a")
    }

    @Test func codesAreFoundByPlainWords() throws {
        #expect(try catalogue().sectors.entries(for: "power grid").map(\.code.text) == ["I.1.a"])
        #expect(try catalogue().sectors.entries(for: "").map(\.code.text) == ["I.1", "I.1.a", "I.5"])
    }

    @Test func anAllowListNamesNationsAndGroups() throws {
        let catalogue = try catalogue()
        #expect(try catalogue.nations(in: ["BALTIC", "UKR"]).map(\.description).sorted() == ["EST", "LVA", "UKR"])
        #expect(try catalogue.nations(in: []).isEmpty)
        #expect(
            complaint { () throws(InvalidField) in try catalogue.nations(in: ["EST", "NATA"]) }
                == "releasableTo[1]: 'NATA' is neither a nation nor a group; nearest: NATO, EST, LVA")
    }
}
