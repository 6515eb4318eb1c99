import ArgumentParser
import Glibc
import Testing

@testable import crrtctl

/// The help of every verb stands in Help.txt. To take over a change that is meant: CRRT_RECORD=1 swift test --filter HelpTests.
@Suite struct HelpTests {
    private static let path = "/" + "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/") + "/Help.txt"

    @Test func help() throws {
        let shown = Self.pages(Crrtctl.self, "crrtctl").joined(separator: "\n")
        if getenv("CRRT_RECORD") != nil {
            let descriptor = open(Self.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            Terminal.write(shown, to: descriptor)
            close(descriptor)
        }
        let kept = String(decoding: try InputFile(Self.path).bytes, as: UTF8.self)
        let (shownLines, keptLines) = (shown.split(separator: "\n"), kept.split(separator: "\n"))
        #expect(shownLines.difference(from: keptLines).map { "\($0)" } == [])
    }

    /// Every verb below this one, each with its help. What every verb takes is shown for `status` only.
    private static func pages(_ command: any ParsableCommand.Type, _ name: String) -> [String] {
        let help = Crrtctl.helpMessage(for: command, columns: 80)
        let page = "==== \(name)\n" + (name == "crrtctl status" ? help : withoutOptionsOfEveryVerb(help)) + "\n"
        return [page] + command.configuration.subcommands.flatMap { pages($0, name + " " + ($0.configuration.commandName ?? "")) }
    }

    private static func withoutOptionsOfEveryVerb(_ help: String) -> String {
        var kept: [Substring] = []
        var isSkipping = false
        for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "OPTIONS OF EVERY VERB:" { isSkipping = true }
            if !isSkipping { kept.append(line) }
            if line.isEmpty { isSkipping = false }
        }
        return kept.joined(separator: "\n")
    }
}
