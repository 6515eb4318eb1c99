import CRRTDomain
import CRRTTestSupport
import Foundation
import Testing

/// Three crises of one night, from the requests to the way home. What their documents say is typed at one instance, in the order of the
/// times in them, so the three look for people in the same roster at once.
@Suite("Crises") struct CrisisTests {
    private static let folder = BuiltPrograms.checkout.appendingPathComponent("samples/crises")
    static let names = ["france-broadcaster-2015", "germany-parliament-2015", "romania-hospitals-2024"]

    @Test("three crises at once, from the requests to the way home")
    func atOnce() throws {
        let documents = try Self.texts().map { CrisisDocument($0) }
        try RunningDaemon.with(ExerciseDesk.site) { daemon in
            let desk = try ExerciseDesk(daemon, offered: RealClock.now.adding(days: -30))
            for file in documents.flatMap(\.files) { try daemon.folder.write(file.text, to: file.name) }
            var ids = documents.map { _ in WrittenIDs() }
            for (index, scene) in Self.inOrder(documents) {
                for step in scene.steps {
                    let output = try desk.run(ids[index].minted(step.command), as: step.principal)
                    ids[index].learn(output, written: step.excerpt)
                    let printed = output.map(ids[index].written)
                    let missing = Self.missing(step.excerpt, in: printed)
                    #expect(missing == nil, "\(Self.names[index]): \(step.command)\n\(printed.joined(separator: "\n"))")
                    let failed = printed.last?.hasPrefix("(exit status") == true
                    #expect(
                        failed == (step.excerpt.last?.hasPrefix("(exit status") == true),
                        "\(step.command)\n\(printed.joined(separator: "\n"))")
                }
            }
            let verified = try desk.run("crrtctl audit verify", as: "auditor").joined(separator: "\n")
            #expect(verified.contains("intact"), "\(verified)")
            let board = try desk.run("crrtctl board --once", as: "duty-desk").joined(separator: "\n")
            for words in ["nothing waits for a decision", "no open request", "no answer is waited for", "nobody is out"] {
                #expect(board.contains(words), "\(board)")
            }
        }
    }

    @Test("each document has its incident, contacts, a correction and a stricter label; one has an effect that is stopped")
    func whatTheyHold() throws {
        let texts = try Self.texts()
        for (name, text) in zip(Self.names, texts) {
            for words in [
                "\nincident:\n", "contact put", "request correct", "request amend", "--classification N", "Sources: ",
                "report after-action",
            ] {
                #expect(text.contains(words), "\(name): \(words)")
            }
        }
        #expect(
            texts.contains { text in ["authorisedUntil", "--effect PRT-EFF-01 --reply-by", "tasking cease"].allSatisfy(text.contains) })
    }

    private static func texts() throws -> [String] {
        try names.map { try String(contentsOf: folder.appendingPathComponent("\($0).md"), encoding: .utf8) }
    }

    /// All scenes by time, each with the number of its document.
    private static func inOrder(_ documents: [CrisisDocument]) -> [(Int, CrisisDocument.Scene)] {
        documents.enumerated().flatMap { index, document in document.scenes.map { (index, $0) } }
            .sorted { ($0.1.day, $0.1.time, $0.0) < ($1.1.day, $1.1.time, $1.0) }
    }

    /// The first line of an excerpt that is not in what was printed, behind the lines before it; nil if all are. Blanks and line breaks are
    /// not compared.
    private static func missing(_ excerpt: [String], in printed: [String]) -> String? {
        func words(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        let text = words(printed.joined(separator: " "))
        var rest = text[...]
        for line in excerpt {
            guard let range = rest.range(of: words(line)) else { return line }
            rest = rest[range.upperBound...]
        }
        return nil
    }
}
