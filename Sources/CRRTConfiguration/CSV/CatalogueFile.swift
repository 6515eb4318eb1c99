internal import CRRTDomain
internal import CSV
internal import Catalogues

/// `skills.csv`, `skill-words.csv` and `nations.csv`: the site's own, or the embedded ones.
enum CatalogueFile {
    /// The catalogue of these files; nil where the site has none of its own.
    static func catalogue(skills: SourceText?, words: SourceText?, nations: SourceText?) throws(ConfigurationError) -> Catalogue {
        let builtInSkills = try SourceText(file: "built-in skills.csv", bytes: Catalogues.skills)
        let builtInNations = try SourceText(file: "built-in nations.csv", bytes: Catalogues.nations)
        let builtInWords = try SourceText(file: "built-in skill-words.csv", bytes: Catalogues.skillWords)
        let found = try SkillWordsFile.read(words ?? builtInWords)
        let plain = try CatalogueFile.skills(skills ?? builtInSkills)
        // A site with skills of its own need not have words for them, and the embedded words may name skills that it has dropped.
        if let words { try SkillWordsFile.check(found, against: plain, words) }
        return Catalogue(
            skills: plain.map { skill in
                let line = found[skill.code]
                return Catalogue.Skill(
                    code: skill.code, title: skill.title, framework: skill.framework, words: line?.words ?? [],
                    description: line?.description)
            }, nations: try CatalogueFile.nations(nations ?? builtInNations))
    }

    static func skills(_ source: SourceText) throws(ConfigurationError) -> [Catalogue.Skill] {
        var seen: Set<SkillCode> = []
        var skills: [Catalogue.Skill] = []
        for record in try CatalogueTable.records(source, header: ["code", "title", "framework"]) {
            let code = try value(record[0], source) { (text) throws(InvalidField) in try SkillCode(text) }
            guard seen.insert(code).inserted else { throw failure(record[0], source, "\(code) is listed twice") }
            let title = try text(record[1], source, "title")
            skills.append(Catalogue.Skill(code: code, title: title, framework: try text(record[2], source, "framework")))
        }
        return skills
    }

    /// Several groups are separated by spaces.
    static func nations(_ source: SourceText) throws(ConfigurationError) -> [Catalogue.Nation] {
        var seen: Set<NationCode> = []
        var nations: [Catalogue.Nation] = []
        for record in try CatalogueTable.records(source, header: ["code", "name", "groups"]) {
            let code = try value(record[0], source) { (text) throws(InvalidField) in try NationCode(text) }
            guard seen.insert(code).inserted else { throw failure(record[0], source, "\(code) is listed twice") }
            let groups = record[2].text.split(separator: " ").map(String.init)
            nations.append(Catalogue.Nation(code: code, name: try text(record[1], source, "name"), groups: groups))
        }
        return nations
    }

    static func value<Value>(
        _ field: CSVField, _ source: SourceText, _ read: (String) throws(InvalidField) -> Value
    ) throws(ConfigurationError) -> Value {
        do { return try read(field.text) } catch { throw failure(field, source, error.reason) }
    }

    static func text(_ field: CSVField, _ source: SourceText, _ name: String) throws(ConfigurationError) -> String {
        guard !field.text.allSatisfy(\.isWhitespace) else { throw failure(field, source, "the \(name) is empty") }
        if field.text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw failure(field, source, "the \(name) holds a control character")
        }
        return field.text
    }

    static func failure(_ field: CSVField, _ source: SourceText, _ reason: String) -> ConfigurationError {
        source.failure(reason, line: field.line, column: field.column)
    }
}
