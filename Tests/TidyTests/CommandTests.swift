import Testing

/// Every verb and option of crrtctl that is named exists, and of crrtd's options the manual has each.
@Suite struct CommandTests {
    private static let help = Checkout.files(under: ["Tests/CrrtctlTests"]).first { $0.path.hasSuffix("/Help.txt") }

    /// Of tests only the titles and comments would be read, and what they run says by itself whether it exists.
    private static let files = Checkout.written.filter { !$0.path.hasPrefix("Tests/") && $0.text.holds("crrtctl ") }

    @Test func everyCommandThatIsNamedExists() throws {
        let commands = CommandReferences(help: try #require(Self.help))
        for file in Self.files {
            var fence: Substring?
            for (number, line) in file.lines.enumerated() {
                if line.hasPrefix("```") { fence = fence == nil ? line : nil }
                // GuideTests runs what stands in these.
                if fence?.hasPrefix("```console") == true { continue }
                for fault in commands.faults(in: line, isCode: fence != nil) {
                    Issue.record("\(file.path):\(number + 1): \(fault) (Tests/CrrtctlTests/Help.txt has every verb)")
                }
            }
        }
    }

    @Test func everyOptionOfTheDaemonIsInItsManual() throws {
        let manual = try #require(Checkout.shipped.first { $0.path == "docs/man/crrtd.8.scd" })
        for page in Checkout.pages where !page.path.hasPrefix("Benchmarks/") {
            for (number, line) in page.lines.enumerated() where line.holds("crrtd --") {
                for match in line.matches(of: /\bcrrtd((?: --[a-z-]+(?:[ =](?!--)[^ `]+)?)+)/) {
                    for option in match.1.matches(of: /--[a-z-]+/) where !manual.text.holds(String(option.0)) {
                        Issue.record("\(page.path):\(number + 1) gives crrtd \(option.0), which docs/man/crrtd.8.scd does not have")
                    }
                }
            }
        }
    }

    /// That the checker sees what it is there for.
    @Test(arguments: [
        ("`crrtctl request list`", false, 0), ("`crrtctl request frobnicate EXR-1`", false, 1), ("`crrtctl summarise`", false, 1),
        ("`crrtctl request list --gone`", false, 1), ("$ crrtctl --as duty-desk match EXR-1 --why NOR-1", true, 0),
        ("crrtctl -H user@host request lst", true, 1), ("`crrtctl request …`", false, 0), ("crrtctl starts quickly", true, 1),
        ("crrtctl starts quickly", false, 0), ("\"next: crrtctl request validat \\(id)\"", false, 1), ("`crrtctl --dry-run`", false, 0),
        ("'crrtctl help match'", false, 0), ("try: crrtctl expert list, crrtctl team lst", false, 1),
        ("`crrtctl report … [--at TIME]`", false, 0), ("crrtctl match EXR-1 --limit 3 | head -n 1", true, 0),
        ("# The daemon restores, crrtctl asks it to", false, 0), ("\"crrtctl -H: the far account\"", false, 0),
    ])
    func theCheckerSees(_ line: String, _ isCode: Bool, _ count: Int) throws {
        let commands = CommandReferences(help: try #require(Self.help))
        #expect(commands.faults(in: line[...], isCode: isCode).count == count)
    }
}
