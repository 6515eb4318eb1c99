internal import CRRTDomain
internal import CSV
internal import Catalogues

/// `skills.csv` and `nations.csv`: the site's own, or the embedded ones.
enum CatalogueFile {
    /// The catalogue of these files; nil where the site has none of its own.
    static func catalogue(skills: SourceText?, nations: SourceText?) throws(ConfigurationError) -> Catalogue {
        let builtInSkills = try SourceText(file: "built-in skills.csv", bytes: Catalogues.skills)
        let builtInNations = try SourceText(file: "built-in nations.csv", bytes: Catalogues.nations)
        return Catalogue(
            skills: try CatalogueFile.skills(skills ?? builtInSkills), nations: try CatalogueFile.nations(nations ?? builtInNations))
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

    private static func value<Value>(
        _ field: CSVField, _ source: SourceText, _ read: (String) throws(InvalidField) -> Value
    ) throws(ConfigurationError) -> Value {
        do { return try read(field.text) } catch { throw failure(field, source, error.reason) }
    }

    private static func text(_ field: CSVField, _ source: SourceText, _ name: String) throws(ConfigurationError) -> String {
        guard !field.text.allSatisfy(\.isWhitespace) else { throw failure(field, source, "the \(name) is empty") }
        if field.text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw failure(field, source, "the \(name) holds a control character")
        }
        return field.text
    }

    private static func failure(_ field: CSVField, _ source: SourceText, _ reason: String) -> ConfigurationError {
        source.failure(reason, line: field.line, column: field.column)
    }
}
