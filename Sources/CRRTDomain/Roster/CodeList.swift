/// A published list of codes with their titles, such as the sectors of a directive, in its own order.
public struct CodeList: Sendable {
    /// One code of the list.
    public struct Entry: Sendable, Hashable {
        /// Unique in the list.
        public let code: CatalogueCode
        /// What the code stands for, in English.
        public let title: String
        /// Plain words and phrases for it.
        public let words: [String]

        /// - Parameter words: Empty for none.
        public init(code: CatalogueCode, title: String, words: [String] = []) {
            (self.code, self.title, self.words) = (code, title, words)
        }
    }

    /// What errors call an entry, such as `sector`.
    public let noun: String
    /// The command that lists the entries.
    public let command: String
    /// In the order of the list.
    public let entries: [Entry]
    /// Each code by its small letters.
    private let codes: [String: CatalogueCode]

    private init(noun: String, command: String, entries: [Entry]) {
        (self.noun, self.command, self.entries) = (noun, command, entries)
        codes = Dictionary(entries.map { ($0.code.text.lowercased(), $0.code) }) { first, _ in first }
    }

    /// The sectors of `etc/sectors.csv`. Codes must be unique.
    public static func sectors(_ entries: [Entry]) -> CodeList {
        CodeList(noun: "sector", command: "crrtctl sector list", entries: entries)
    }

    /// The incident classes of `etc/incident-classes.csv`. Codes must be unique.
    public static func incidentClasses(_ entries: [Entry]) -> CodeList {
        CodeList(noun: "incident class", command: "crrtctl incident-class list", entries: entries)
    }

    /// The entries that plain words find, best first (``SkillSearch``); all of them for an empty text.
    public func entries(for words: String) -> [Entry] {
        let searched = entries.map { SkillEntry(code: $0.code.text, title: $0.title, words: $0.words) }
        return SkillSearch.ranked(words, among: searched).map { entries[$0] }
    }

    /// A code of the list as it is published, in whatever letter case it was typed.
    ///
    /// - Throws: `InvalidField` with the three nearest entries: those that the code finds as a word, else those that are spelt alike.
    public func published(_ code: CatalogueCode) throws(InvalidField) -> CatalogueCode {
        if let published = codes[code.text.lowercased()] { return published }
        let found = entries(for: code.text).prefix(3)
        let near =
            found.isEmpty
            ? Spelling.nearest(to: code.text, among: entries.map(\.code.text), most: 3).compactMap { near in
                entries.first { $0.code.text == near }
            } : Array(found)
        let shown = near.map { "\($0.code) (\($0.title))" }.joined(separator: ", ")
        throw InvalidField("", "unknown \(noun) '\(code)'; nearest: \(shown); \(command) shows all")
    }
}
