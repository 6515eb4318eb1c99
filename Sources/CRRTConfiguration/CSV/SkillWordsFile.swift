import CRRTDomain
internal import CSV

/// `skill-words.csv`: for each skill a description and the plain words by which people look for it.
enum SkillWordsFile {
    /// One record of the file.
    struct Line {
        let words: [String]
        let description: String
        let code: CSVField
    }

    /// The most words and phrases of one skill, as the contract states for a list.
    private static let mostWords = 100
    /// The most bytes of a word or a description, as the contract states for a text.
    private static let mostBytes = 200

    /// The records by skill. Words are separated by semicolons.
    static func read(_ source: SourceText) throws(ConfigurationError) -> [SkillCode: Line] {
        var lines: [SkillCode: Line] = [:]
        for record in try CatalogueTable.records(source, header: ["code", "source", "description", "words"]) {
            let code = try CatalogueFile.value(record[0], source) { (text) throws(InvalidField) in try SkillCode(text) }
            guard lines[code] == nil else { throw CatalogueFile.failure(record[0], source, "\(code) is listed twice") }
            _ = try CatalogueFile.text(record[1], source, "source")
            let description = try CatalogueFile.text(record[2], source, "description")
            let words = try words(record[3], source)
            guard (words + [description]).allSatisfy({ $0.utf8.count <= mostBytes }) else {
                throw CatalogueFile.failure(record[3], source, "a word or the description has more than \(mostBytes) bytes")
            }
            lines[code] = Line(words: words, description: description, code: record[0])
        }
        return lines
    }

    /// The words and phrases of a field, which are separated by semicolons.
    static func words(_ field: CSVField, _ source: SourceText) throws(ConfigurationError) -> [String] {
        let text = try CatalogueFile.text(field, source, "list of words")
        let words = CatalogueFile.words(text, separator: ";").map { CatalogueFile.words($0, separator: " ").joined(separator: " ") }
        guard words.count <= mostWords else {
            throw CatalogueFile.failure(field, source, "there are \(words.count) words; \(mostWords) are allowed")
        }
        guard !words.contains("") else { throw CatalogueFile.failure(field, source, "a word is empty") }
        return words
    }

    /// Refuses words for a skill that is not in the catalogue.
    static func check(
        _ lines: [SkillCode: Line], against skills: [Catalogue.Skill], _ source: SourceText
    ) throws(ConfigurationError) {
        let known = Set(skills.map(\.code))
        let unknown = lines.filter { !known.contains($0.key) }.min { $0.value.code.line < $1.value.code.line }
        guard let unknown else { return }
        throw CatalogueFile.failure(
            unknown.value.code, source, "\(unknown.key) is not in the skill catalogue; add it to skills.csv or drop this line")
    }
}
