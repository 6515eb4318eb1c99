import Foundation
import Testing

/// docs/security.md and docs/visibility.md name the tests that hold their claims: they exist, and no claim stands without one.
@Suite struct SecurityPageTests {
    /// `Suite/File.swift/function`
    struct Reference: Hashable {
        let file: String
        let function: String
    }

    private static let pages = ["docs/security.md", "docs/visibility.md"]
    private static let tests = Checkout.files(under: ["Tests"], extensions: ["swift"])

    @Test(arguments: pages) func everyTestThatIsNamedExists(page: String) throws {
        let references = Self.references(in: try Self.text(of: page))
        #expect(references.count > 30)
        for fault in Self.faults(references, in: Self.tests) { Issue.record("\(page) \(fault)") }
    }

    @Test(arguments: pages) func everyClaimNamesATest(page: String) throws {
        let rows = Self.claims(in: try Self.text(of: page))
        #expect(rows.count > 20)
        for row in rows where Self.references(in: row).isEmpty { Issue.record("\(page): no test holds '\(row)'") }
    }

    /// A table whose rows need not name a test is easily added; of the page on visibility every table must.
    @Test func everyTableOfVisibilityHoldsClaims() throws {
        let rows = try Self.text(of: "docs/visibility.md").split(separator: "\n").filter { $0.hasPrefix("|") && !$0.hasPrefix("| ---") }
        let claims = Set(Self.claims(in: try Self.text(of: "docs/visibility.md")))
        for row in rows where !row.hasSuffix("| held by |") && !claims.contains(String(row)) { Issue.record("no test holds '\(row)'") }
    }

    /// That the checker sees what it is there for.
    @Test func theCheckerSees() {
        let file = TidyFile(
            path: "Tests/ATests/Sub/BTests.swift", text: "    @Test(\"x\")\n    func held() {}\n\n    func helper() {}\n")
        func faults(_ text: String) -> [String] { Self.faults(Self.references(in: text), in: [file]) }
        #expect(faults("| claim | `ATests/BTests.swift/held` |").isEmpty)
        #expect(faults("`ATests/BTests.swift/gone`") == ["names ATests/BTests.swift/gone, which is no test"])
        #expect(faults("`ATests/BTests.swift/helper`").count == 1, "a function that is no test holds nothing")
        #expect(faults("`ATests/CTests.swift/held`").count == 1)
        #expect(faults("`etc/crrtd.yaml` and `name`").isEmpty)
        #expect(Self.claims(in: "| a | b |\n| --- | --- |\n| c | d |\n\n| claim | held by |\n| --- | --- |\n| e | f |\n") == ["| e | f |"])
    }

    private static func text(of page: String) throws -> String {
        try String(contentsOf: Checkout.root.appendingPathComponent(page), encoding: .utf8)
    }

    private static func references(in text: String) -> [Reference] {
        text.matches(of: /`([A-Za-z]+Tests)\/(\w+\.swift)\/(\w+)`/).map { match in
            Reference(file: "\(match.1)/\(match.2)", function: String(match.3))
        }
    }

    /// The rows of the tables that say what holds a claim.
    private static func claims(in page: String) -> [String] {
        var inside = false
        return page.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.hasSuffix("| held by |") { inside = true } else if !line.hasPrefix("|") { inside = false }
            return inside && !line.hasSuffix("| held by |") && !line.hasPrefix("| ---")
        }.map(String.init)
    }

    private static func faults(_ references: [Reference], in files: [TidyFile]) -> [String] {
        references.filter { reference in !files.contains { isFile($0, reference) && holdsTest($0.text, reference.function) } }
            .map { "names \($0.file)/\($0.function), which is no test" }
    }

    /// Folders inside a suite's target may be left out.
    private static func isFile(_ file: TidyFile, _ reference: Reference) -> Bool {
        let parts = reference.file.split(separator: "/")
        return file.path.hasPrefix("Tests/\(parts[0])/") && file.path.hasSuffix("/\(parts[1])")
    }

    /// A function with `@Test` before it, and no other function between the two.
    private static func holdsTest(_ text: String, _ function: String) -> Bool {
        guard let found = text.range(of: "func \(function)(") else { return false }
        let before = text[..<found.lowerBound]
        guard let attribute = before.range(of: "@Test", options: .backwards) else { return false }
        return !before[attribute.upperBound...].contains("func ")
    }
}
