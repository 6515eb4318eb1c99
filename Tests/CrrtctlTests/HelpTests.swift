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

    /// The manual's reference is the help of every verb, between two marks.
    @Test func manual() throws {
        let path = "/" + "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/") + "/docs/man/crrtctl.1.scd"
        let text = String(decoding: try InputFile(path).bytes, as: UTF8.self)
        let (begin, end) = ("; from the program's own help\n", "; to here\n")
        let start = try #require(text.firstRange(of: begin)).upperBound
        let stop = try #require(text.firstRange(of: end)).lowerBound
        let shown = "\n" + Self.reference(Crrtctl.self, "").joined(separator: "\n") + "\n"
        if getenv("CRRT_RECORD") != nil {
            let descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
            Terminal.write(text[..<start] + shown + text[stop...], to: descriptor)
            close(descriptor)
        } else {
            #expect(text[start..<stop] == shown)
        }
    }

    /// Each verb as a part of the manual: what is printed stands there as it is.
    private static func reference(_ command: any ParsableCommand.Type, _ name: String) -> [String] {
        let verbs = command.configuration.subcommands
        guard verbs.isEmpty else {
            return verbs.flatMap { reference($0, name + (name.isEmpty ? "" : " ") + ($0.configuration.commandName ?? "")) }
        }
        let help = withoutOptionsOfEveryVerb(Crrtctl.helpMessage(for: command, columns: 80))
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            !["  --version ", "  -h, --help "].contains { line.hasPrefix($0) } && line != "OPTIONS:"
        }.map { line in
            // What every verb takes is told once.
            line.hasPrefix("USAGE: ") ? line[..<(line.firstRange(of: " [--socket <path>]")?.lowerBound ?? line.endIndex)] : line
        }
        let kept = lines.joined(separator: "\n").replacing("OVERVIEW: ", with: "").replacing("USAGE: ", with: "")
        return ["## \(name)", "", "```"] + Self.trimmed(kept) + ["```", ""]
    }

    /// Without empty lines at either end, or two in a row.
    private static func trimmed(_ text: String) -> [String] {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        where !(line.isEmpty && lines.last?.isEmpty ?? true) {
            lines.append(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
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
