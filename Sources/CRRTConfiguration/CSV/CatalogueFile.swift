internal import CRRTDomain
internal import CSV
internal import Catalogues

/// The files of the catalogue: the site's own, or the embedded ones.
enum CatalogueFile {
    static let names = ["skills.csv", "skill-words.csv", "nations.csv", "sectors.csv", "incident-classes.csv"]

    /// The catalogue of a site.
    ///
    /// - Parameter own: The files that the site has of its own, by name.
    static func catalogue(_ own: [String: SourceText]) throws(ConfigurationError) -> Catalogue {
        func source(_ name: String, _ embedded: [UInt8]) throws(ConfigurationError) -> SourceText {
            if let text = own[name] { return text }
            return try SourceText(file: "built-in " + name, bytes: embedded)
        }
        let found = try SkillWordsFile.read(source("skill-words.csv", Catalogues.skillWords))
        let plain = try CatalogueFile.skills(source("skills.csv", Catalogues.skills))
        // A site with skills of its own need not have words for them, and the embedded words may name skills that it has dropped.
        if let words = own["skill-words.csv"] { try SkillWordsFile.check(found, against: plain, words) }
        return Catalogue(
            skills: plain.map { skill in
                let line = found[skill.code]
                return Catalogue.Skill(
                    code: skill.code, title: skill.title, framework: skill.framework, words: line?.words ?? [],
                    description: line?.description)
            }, nations: try CatalogueFile.nations(source("nations.csv", Catalogues.nations)),
            sectors: .sectors(try CodeListFile.read(source("sectors.csv", Catalogues.sectors))),
            incidentClasses: .incidentClasses(try CodeListFile.read(source("incident-classes.csv", Catalogues.incidentClasses))))
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
            let groups = words(record[2].text, separator: " ")
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
        guard !isBlank(field) else { throw failure(field, source, "the \(name) is empty") }
        if field.text.unicodeScalars.contains(where: isControl) { throw failure(field, source, "the \(name) holds a control character") }
        return field.text
    }

    /// The parts of a text between separators, without empty ones.
    ///
    /// - Parameter separator: ASCII.
    static func words(_ text: String, separator: Unicode.Scalar) -> [String] {
        Array(text.utf8).split(separator: UInt8(ascii: separator)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a field has white space alone.
    static func isBlank(_ field: CSVField) -> Bool {
        // The catalogues are read at each start, and characters beyond ASCII are slow to tell apart.
        field.text.unicodeScalars.allSatisfy { $0.isASCII ? isASCIISpace($0) : $0.properties.isWhitespace }
    }

    private static func isASCIISpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || (0x09...0x0D).contains(scalar.value) }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar.value < 0x20 || scalar.value == 0x7F : scalar.properties.generalCategory == .control
    }

    static func failure(_ field: CSVField, _ source: SourceText, _ reason: String) -> ConfigurationError {
        source.failure(reason, line: field.line, column: field.column)
    }
}
