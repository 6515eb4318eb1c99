import Foundation
import Testing

/// The version is written in Sources/CRRTProtocol/Version.swift. Everything else that names it follows.
@Suite struct VersionTests {
    private static let version: String = {
        let file = Checkout.swiftSources.first { $0.path == "Sources/CRRTProtocol/Version.swift" }
        return file?.text.firstMatch(of: /text = "([^"]+)"/).map { String($0.1) } ?? ""
    }()

    @Test func itIsSemantic() {
        #expect(Self.version.wholeMatch(of: /\d+\.\d+\.\d+/) != nil, "'\(Self.version)' is not MAJOR.MINOR.PATCH")
    }

    /// `## 0.2.0, 2026-12-24`, or `## 0.2.0, not released`.
    @Test func theChangeLogBeginsWithIt() throws {
        let page = try #require(Checkout.pages.first { $0.path == "CHANGELOG.md" })
        let heads = page.text.matches(of: /(?m)^## (\S+), (\d{4}-\d{2}-\d{2}|not released)$/)
        #expect(heads.first.map { String($0.1) } == Self.version)
        #expect(heads.dropFirst().allSatisfy { $0.2 != "not released" }, "only the newest version can be unreleased")
        let sections = page.text.matches(of: /(?m)^##\s/)
        #expect(sections.count == heads.count, "a heading is not '## VERSION, DATE'")
    }

    /// Nobody keeps a second copy of the number.
    @Test func itIsWrittenOnce() {
        for file in Checkout.files(under: ["Sources", "Plugins", "deploy", "systemd", "docs/man"])
        where file.path != "Sources/CRRTProtocol/Version.swift" && file.text.holds(Self.version) {
            for (number, line) in file.lines.enumerated() where Self.holds(line, Self.version) {
                Issue.record("\(file.path):\(number + 1) holds the version, which is read out of Sources/CRRTProtocol/Version.swift")
            }
        }
    }

    /// Whether the number stands there, and not as part of a longer one. That of another thing is called so: `Semantic Versioning 2.0.0`.
    private static func holds(_ line: Substring, _ version: String) -> Bool {
        line.ranges(of: version).contains { found in
            let before = line[..<found.lowerBound].last ?? " "
            let after = line[found.upperBound...].prefix(2)
            return !before.isNumber && before != "." && after.first?.isNumber != true && after.wholeMatch(of: /\.\d/) == nil
                && !line[..<found.lowerBound].hasSuffix("Semantic Versioning ")
        }
    }

    @Test func transcriptsShowIt() {
        for page in Checkout.pages {
            for match in page.text.matches(of: /(?m)^ *crrt(?:d|ctl):? (\d+\.\d+\.\d+)$/) {
                #expect(String(match.1) == Self.version, "\(page.path) shows version \(match.1)")
            }
        }
    }

    /// The packages are called by what the sources say.
    @Test func thePackagesReadIt() throws {
        let script = try String(contentsOf: Checkout.root.appendingPathComponent("deploy/build-deb.sh"), encoding: .utf8)
        #expect(script.contains("Sources/CRRTProtocol/Version.swift"))
    }
}
