import ArgumentParser
import Testing

@testable import crrtctl

/// The help of every verb ends with examples, and each of them is a command line.
@Suite struct ExamplesTests {
    @Test func everyVerbHasExamplesThatParse() throws {
        var count = 0
        for (path, verb) in Self.verbs(Crrtctl.self, []) {
            let lines = verb.configuration.discussion.split(separator: "\n").filter { $0.hasPrefix("  crrtctl ") }
            #expect(!lines.isEmpty, "\(path.joined(separator: " ")) has no example")
            for line in lines {
                let words = try ArgumentNormalizer.normalized(Self.words(line.dropFirst(10)), root: Crrtctl.self)
                let command = try Crrtctl.parseAsRoot(words)
                #expect(type(of: command) == verb, "\(line) is no example of \(path.joined(separator: " "))")
                count += 1
            }
        }
        #expect(count > 90)
    }

    /// As a shell splits them; there are no other quotes than single ones.
    private static func words(_ line: Substring) -> [String] {
        var (words, isQuoted) = ([String](), false)
        var word: String?
        for character in line {
            switch character {
            case "'":
                isQuoted.toggle()
                word = word ?? ""
            case " " where !isQuoted:
                if let word { words.append(word) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    private static func verbs(
        _ command: any ParsableCommand.Type, _ path: [String]
    ) -> [(path: [String], type: any ParsableCommand.Type)] {
        let below = command.configuration.subcommands
        if below.isEmpty { return [(path, command)] }
        return below.flatMap { verbs($0, path + [$0.configuration.commandName ?? ""]) }
    }
}
