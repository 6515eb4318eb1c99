import CRRTDomain
import CRRTProtocol

/// Skills as people name them: a code or plain words.
enum SkillInput {
    /// The skills that the text finds, best first (``SkillSearch``).
    static func found(_ text: String, among catalogue: [Roster.Skill]) -> [Roster.Skill] {
        let entries = catalogue.map {
            SkillEntry(code: $0.code, title: $0.title, words: $0.words ?? [], description: $0.description)
        }
        return SkillSearch.ranked(text, among: entries).map { catalogue[$0] }
    }

    /// Known codes, titles and words that are alike, for a word that finds none; empty if none is.
    static func near(_ text: String, among catalogue: [Roster.Skill]) -> [String] {
        let known = catalogue.flatMap { [$0.code, $0.title.lowercased()] + ($0.words ?? []) }
        return Spelling.near(text.lowercased(), among: Set(known).sorted(), most: 3)
    }

    /// The most codes that an error names.
    private static let mostNamed = 8

    /// The one skill that is meant by a code or plain words.
    ///
    /// - Throws: the codes that the words find, if there are several, or those that are alike.
    static func one(_ text: String, among catalogue: [Roster.Skill]) throws(InvalidField) -> Roster.Skill {
        let found = found(text, among: catalogue)
        let small = text.lowercased()
        let named = found.filter { ([$0.code, $0.title] + ($0.words ?? [])).contains { $0.lowercased() == small } }
        if let only = named.count == 1 ? named.first : found.count == 1 ? found.first : nil { return only }
        guard found.isEmpty else {
            let named = found.prefix(mostNamed).map { "\($0.code) (\($0.title))" }.joined(separator: ", ")
            throw InvalidField("", "\(quoted(text)) finds \(found.count) skills; give the code of one: \(named)")
        }
        let near = near(text, among: catalogue)
        throw InvalidField(
            "",
            "no skill is known by \(quoted(text))"
                + (near.isEmpty ? "; 'crrtctl skill list' shows all" : "; near: \(near.joined(separator: ", "))"))
    }
}
