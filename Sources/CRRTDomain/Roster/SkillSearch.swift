/// What a search for skills knows of one of them.
public struct SkillEntry: Sendable, Hashable {
    /// Such as `GX-SKL-001`.
    public let code: String
    /// What the skill is called.
    public let title: String
    /// Other words and phrases for it.
    public let words: [String]
    /// A sentence on what people with the skill do; nil for none.
    public let description: String?

    /// - Parameters:
    ///   - words: Empty for none.
    ///   - description: nil for none.
    public init(code: String, title: String, words: [String] = [], description: String? = nil) {
        (self.code, self.title, self.words, self.description) = (code, title, words, description)
    }
}

/// Finds skills by the plain words of an incident report.
///
/// Whole words count more than beginnings of words, and phrases more than the same words apart, so that `ics` finds industrial control
/// systems before forensics. Letter case, punctuation and a plural's s do not matter.
public enum SkillSearch {
    /// The most words of a query that are compared. More do not make it clearer.
    private static let mostWords = 24
    /// The least bytes of a query's word that count as the beginning of a longer word.
    private static let leastPrefix = 3

    /// The indices of the entries that the query finds, best first. Ties keep the order of the entries.
    ///
    /// The order is: the code itself; a title or word that equals the query; phrases and words of both, by how much of the query they
    /// cover; beginnings of words; words of the description; parts of a code or title. An empty query finds every entry.
    public static func ranked(_ query: String, among entries: [SkillEntry]) -> [Int] {
        let wanted = Query(query)
        guard !wanted.text.isEmpty else { return Array(entries.indices) }
        let scored = entries.indices.map { (index: $0, score: score(wanted, entries[$0])) }.filter { $0.score > 0 }
        return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.index)
    }

    private struct Query {
        let text: String
        let words: [String]

        init(_ query: String) {
            text = query.lowercased().split(separator: " ").joined(separator: " ")
            let all = SkillSearch.words(text)
            let telling = all.filter { !SkillSearch.fillers.contains($0) }
            words = Array((telling.isEmpty ? all : telling).prefix(SkillSearch.mostWords))
        }
    }

    /// Words that are in every report and tell nothing.
    private static let fillers: Set<String> = [
        "a", "after", "all", "an", "and", "are", "at", "attack", "attacker", "been", "by", "for", "from", "has", "have", "in", "is", "it",
        "of", "on", "our", "that", "the", "their", "to", "was", "we", "were", "with",
    ]

    /// 0 if the entry has nothing of the query.
    private static func score(_ query: Query, _ entry: SkillEntry) -> Int {
        if entry.code.lowercased() == query.text { return 1_000_000 }
        let phrases = ([entry.title] + entry.words).map(words)
        if query.words.isEmpty { return part(query, entry) }
        if phrases.contains(query.words) { return 100_000 }
        var points = 0
        var open = Set(query.words.indices)
        // The longest phrases first, so that each word of the query counts for the most that it is part of.
        for phrase in phrases.sorted(by: { $0.count > $1.count }) {
            guard !phrase.isEmpty, let place = place(of: phrase, in: query.words), place.contains(where: open.contains) else { continue }
            points += place.filter { open.remove($0) != nil }.count * (phrase.count > 1 ? 400 : 300)
        }
        let (known, told) = (Set(phrases.joined()), Set(words(entry.description ?? "")))
        for index in open {
            let word = query.words[index]
            if known.contains(word) {
                points += 100
            } else if begins(word, in: known) {
                points += 20
            } else if told.contains(word) {
                points += 8
            } else if begins(word, in: told) {
                points += 4
            }
        }
        return points > 0 ? points : part(query, entry)
    }

    private static func part(_ query: Query, _ entry: SkillEntry) -> Int {
        entry.code.lowercased().contains(query.text) || entry.title.lowercased().contains(query.text) ? 1 : 0
    }

    /// Where the phrase stands in the words, word for word; nil if it does not.
    private static func place(of phrase: [String], in words: [String]) -> Range<Int>? {
        guard phrase.count <= words.count else { return nil }
        return (0...(words.count - phrase.count)).lazy.map { $0..<($0 + phrase.count) }.first { words[$0].elementsEqual(phrase) }
    }

    private static func begins(_ start: String, in words: Set<String>) -> Bool {
        start.utf8.count >= leastPrefix && words.contains { $0.hasPrefix(start) }
    }

    /// The words in small letters, without a plural's s.
    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
            word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : String(word)
        }
    }
}
