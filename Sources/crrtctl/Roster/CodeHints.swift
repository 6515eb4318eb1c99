import CRRTDomain
import CRRTProtocol

/// Suggests codes for a word that has not the form of a code, such as the title of a skill or the name of a nation.
struct CodeHints {
    private let daemon: DaemonConnection

    private lazy var skills = try? daemon.call(Roster.ListSkills.self, .init()).reply.skills
    private lazy var nations = (try? daemon.call(Roster.ListNations.self, .init()).reply.nations)?.map { (code: $0.code, title: $0.name) }

    init(_ daemon: DaemonConnection) { self.daemon = daemon }

    /// The text to append to an issue; empty for other issues, and if the daemon does not tell the catalogue.
    mutating func hint(_ reason: String) -> String {
        if let word = CodeHints.word(in: reason, before: "' is no skill code") { return nearestSkills(word) }
        if let word = CodeHints.word(in: reason, before: "' is no nation") { return CodeHints.nearest(word, nations) }
        return ""
    }

    private mutating func nearestSkills(_ word: String) -> String {
        let known = skills ?? []
        let found = SkillInput.found(word, among: known).prefix(3)
        guard found.isEmpty else { return CodeHints.listed(found.map { ($0.code, $0.title) }) }
        return CodeHints.nearest(word, known.map { ($0.code, $0.title) })
    }

    private static func word(in reason: String, before end: String) -> String? {
        let pieces = reason.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, ("'" + pieces[2]).hasPrefix(end) else { return nil }
        return String(pieces[1])
    }

    private static func nearest(_ word: String, _ known: [(code: String, title: String)]?) -> String {
        guard let known, !known.isEmpty else { return "" }
        let small = word.lowercased()
        let titled = known.filter { word.utf8.count > 2 && $0.title.lowercased().contains(small) }.prefix(3)
        // A word of two letters is equally far from every code, so only codes with the same first letter are compared.
        let alike = known.map(\.code).filter { word.utf8.count > 2 || $0.utf8.first == word.uppercased().utf8.first }
        let codes = titled.isEmpty ? Spelling.nearest(to: word.uppercased(), among: alike, most: 3) : titled.map(\.code)
        return listed(codes.compactMap { code in known.first { $0.code == code } })
    }

    private static func listed(_ codes: [(code: String, title: String)]) -> String {
        codes.isEmpty ? "" : "; nearest: " + codes.map { "\($0.code) (\($0.title))" }.joined(separator: ", ")
    }
}
