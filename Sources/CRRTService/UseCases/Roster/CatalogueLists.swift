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

/// The codes of a published list that plain words find, best first.
struct CodeListing: RecordList {
    typealias Method = Roster.ListCodes
    let limit: Int? = nil
    let after: String? = nil
    private let list: Method.Parameters.List
    private let word: String

    init(_ parameters: Method.Parameters) throws { (list, word) = (parameters.list, parameters.word ?? "") }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<CodeList.Entry> {
        let codes = list == .sectors ? query.site.catalogue.sectors : query.site.catalogue.incidentClasses
        return RecordBatch(records: codes.entries(for: word))
    }

    private static func wire(_ entry: CodeList.Entry) -> Roster.Code {
        .init(code: entry.code.text, title: entry.title, words: entry.words.isEmpty ? nil : entry.words)
    }
    func cursor(after record: CodeList.Entry) -> String? { nil }
    static func one(_ record: CodeList.Entry) -> Method.Reply { .init(code: wire(record)) }
    static func many(_ records: [CodeList.Entry], next: String?) -> Method.Reply { .init(codes: records.map(wire)) }
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
