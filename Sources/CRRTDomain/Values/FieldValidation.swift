/// Checks of fields that several records share. Each returns the valid value or throws an error that says what is allowed.
enum FieldValidation {
    /// The longest notice or lead time, in hours: a year.
    static let maximumHours = 8760

    static func sameNation(_ nation: NationCode, _ id: some NationalIdentifier) throws(InvalidField) {
        guard id.nation == nation else { throw InvalidField("nation", "is \(nation), but the id \(id) belongs to \(id.nation)") }
    }

    static func hours(_ hours: Int, _ field: String) throws(InvalidField) -> Int {
        guard (0...maximumHours).contains(hours) else {
            throw InvalidField(field, "is \(hours); 0 to \(maximumHours) hours are allowed")
        }
        return hours
    }

    /// An optional text. A blank one counts as absent.
    static func text(_ text: String?, _ field: String, _ most: Int) throws(InvalidField) -> String? {
        guard let text, !isBlank(text) else { return nil }
        return try requiredText(text, field, most)
    }

    static func requiredText(_ text: String, _ field: String, _ most: Int) throws(InvalidField) -> String {
        guard !isBlank(text) else { throw InvalidField(field, "is empty; write some text") }
        guard text.utf8.count <= most else { throw InvalidField(field, "is \(text.utf8.count) bytes long; at most \(most) are allowed") }
        // Control characters could move the cursor of a terminal, or forge a line of a log.
        let forbidden = text.unicodeScalars.first { isControl($0) && $0 != "\n" && $0 != "\t" }
        if let forbidden { throw InvalidField(field, "holds the control character U+\(String(forbidden.value, radix: 16))") }
        return text
    }

    /// General category Cc, which Unicode has promised not to change: U+0000–U+001F and U+007F–U+009F.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) }

    private static func isBlank(_ text: String) -> Bool {
        // Fast path: most texts begin with a visible ASCII character.
        if let first = text.utf8.first, (0x21...0x7E).contains(first) { return false }
        return text.allSatisfy(\.isWhitespace)
    }

    static func word(_ word: String, _ field: String) throws(InvalidField) -> String {
        let allowed = word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
        guard (1...32).contains(word.utf8.count), allowed else {
            throw InvalidField(field, "\(quoted(word)) is not one lower-case word, such as sinkhole")
        }
        return word
    }

    static func releasability(_ entries: [String]) throws(InvalidField) -> [String] {
        guard !entries.isEmpty else {
            throw InvalidField("releasableTo", "is empty; name the nations or groups that may know, such as NATO")
        }
        return try distinctNames(entries, "releasableTo")
    }

    /// Nations and groups, none of them twice.
    static func distinctNames(_ entries: [String], _ field: String) throws(InvalidField) -> [String] {
        var seen: Set<String> = []
        for (index, entry) in entries.enumerated() where !seen.insert(entry).inserted {
            throw InvalidField("\(field)[\(index)]", "\(shortened(entry)) is named twice")
        }
        return entries
    }
}
