import CRRTDomain
import CRRTProtocol
import CRRTStore

struct SkillList: RecordList {
    typealias Method = Roster.ListSkills
    let limit: Int? = nil
    let after: String? = nil
    private let word: String

    init(_ parameters: Method.Parameters) throws { word = parameters.word ?? "" }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Catalogue.Skill> {
        RecordBatch(records: query.site.catalogue.skills(for: word))
    }

    private static func wire(_ skill: Catalogue.Skill) -> Roster.Skill {
        .init(
            code: skill.code.text, title: skill.title, framework: skill.framework, words: skill.words.isEmpty ? nil : skill.words,
            description: skill.description)
    }
    func cursor(after record: Catalogue.Skill) -> String? { nil }
    static func one(_ record: Catalogue.Skill) -> Method.Reply { .init(skill: wire(record)) }
    static func many(_ records: [Catalogue.Skill], next: String?) -> Method.Reply { .init(skills: records.map(wire)) }
}

struct NationList: RecordList {
    typealias Method = Roster.ListNations
    let limit: Int? = nil
    let after: String? = nil

    init(_ parameters: Method.Parameters) throws {}

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Catalogue.Nation> {
        RecordBatch(records: query.site.catalogue.nations)
    }

    private static func wire(_ nation: Catalogue.Nation) -> Roster.Nation {
        .init(code: nation.code.description, name: nation.name, groups: nation.groups)
    }
    func cursor(after record: Catalogue.Nation) -> String? { nil }
    static func one(_ record: Catalogue.Nation) -> Method.Reply { .init(nation: wire(record)) }
    static func many(_ records: [Catalogue.Nation], next: String?) -> Method.Reply { .init(nations: records.map(wire)) }
}
