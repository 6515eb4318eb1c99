import Testing

/// Comments, messages, tests' titles and pages say who acts and call people they, as CONTRIBUTING.md asks.
@Suite struct PlainWordTests {
    /// What is not written, and what is written instead.
    static let instead: [(words: Set<String>, advice: String)] = [
        (["he", "his", "him", "himself", "she", "her", "hers", "herself"], "of a person, they; better, the role"),
        (["whoever", "whomever"], "name who acts: the caller, the reader, the parent process"),
    ]

    /// The same for several words in a row.
    static let phrases: [(words: [String], advice: String)] = [
        (["so", "many"], "this number of, at least this many"),
        (["nobody", "is", "anybody"], "no account has a role"),
        (["nobody", "else", "is", "anybody"], "no other account has a role"),
    ]

    /// This file holds the words themselves, and a recorded journal has signatures, whose base64 may hold any.
    private static let files = Checkout.written.filter {
        $0.path != "Tests/TidyTests/PlainWordTests.swift" && !$0.path.hasPrefix("Tests/CRRTTestSupport/BeforeElements/")
    }

    @Test func peopleAreThey() {
        for file in Self.files where Self.mayHold(file.text) {
            for (number, line) in file.lines.enumerated() {
                for (word, advice) in Self.faults(in: line) { Issue.record("\(file.path):\(number + 1) says '\(word)': \(advice)") }
            }
        }
    }

    /// A phrase may begin on one line and end on the next.
    @Test func phrasesAcrossLines() {
        for file in Self.files where file.text.holds("so\n") || file.text.holds("So\n") {
            for (number, (line, next)) in zip(file.lines, file.lines.dropFirst()).enumerated() where Self.isSplit(line, next) {
                Issue.record("\(file.path):\(number + 1) says 'so many', on two lines: this number of, at least this many")
            }
        }
    }

    /// Whether a line ends with the first word of the phrase and the next begins with the second, behind the marks of a comment.
    static func isSplit(_ line: Substring, _ next: Substring) -> Bool {
        guard line.hasSuffix(" so") || line.hasSuffix(" So") else { return false }
        return next.drop { !$0.isLetter }.prefix { $0.isLetter } == "many"
    }

    /// Whether a text may have a fault. Most files have none, and are not read line by line.
    private static func mayHold(_ text: String) -> Bool { suspects.contains(where: text.holdsWord) }

    private static let suspects =
        instead.flatMap(\.words).flatMap { [$0, $0.prefix(1).uppercased() + $0.dropFirst()] } + ["so many", "So many", "anybody"]

    static func faults(in line: Substring) -> [(word: String, advice: String)] {
        // "he's" is two words; "'" also stands around quoted ones.
        let words = line.lowercased().split { !$0.isLetter && $0 != "_" }.map(String.init)
        return words.flatMap { word in instead.filter { $0.words.contains(word) }.map { (word, $0.advice) } }
            + phrases.filter { words.contains($0.words) }.map { ($0.words.joined(separator: " "), $0.advice) }
    }

    @Test(
        arguments: [
            ("/// What he may see.", 1), ("(Whoever asks) is told of his", 2), ("from so many bytes on", 1), ("there, them, this", 0),
            ("let he_llo = 1", 0), ("many so", 0), ("so that many", 0), ("Nobody else is anybody.", 1), ("nobody is there", 0),
            ("what he's asked", 1), ("what she filed in her name", 2), ("'whoever'", 1), ("here, where, other", 0),
        ])
    func theCheckerSees(_ line: String, _ count: Int) {
        #expect(Self.faults(in: line[...]).count == count)
    }

    @Test func theCheckerSeesBothLines() {
        #expect(Self.isSplit("/// There are so", "    /// many of them."))
        #expect(!Self.isSplit("/// It is so", "/// that many come."))
        #expect(!Self.isSplit("/// also", "/// many"))
    }
}
