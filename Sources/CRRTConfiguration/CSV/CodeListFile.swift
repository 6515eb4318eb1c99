import CRRTDomain
internal import CSV

/// `sectors.csv` and `incident-classes.csv`: published codes with their titles, and the plain words by which people look for them.
enum CodeListFile {
    /// The entries in the order of the file. Words are separated by semicolons; an entry may have none.
    static func read(_ source: SourceText) throws(ConfigurationError) -> [CodeList.Entry] {
        var seen: Set<CatalogueCode> = []
        var entries: [CodeList.Entry] = []
        for record in try CatalogueTable.records(source, header: ["code", "title", "words"]) {
            let code = try CatalogueFile.value(record[0], source) { (text) throws(InvalidField) in try CatalogueCode(text) }
            guard seen.insert(code).inserted else { throw CatalogueFile.failure(record[0], source, "\(code) is listed twice") }
            let title = try CatalogueFile.text(record[1], source, "title")
            let words = CatalogueFile.isBlank(record[2]) ? [] : try SkillWordsFile.words(record[2], source)
            entries.append(CodeList.Entry(code: code, title: title, words: words))
        }
        return entries
    }
}
