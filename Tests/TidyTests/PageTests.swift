import Foundation
import Testing

/// Pages are true: what they and the sources refer to exists.
@Suite struct PageTests {
    private static let commented = Checkout.shipped + Checkout.files(under: ["Tests"]) + Checkout.pages

    @Test func everyPageThatIsNamedExists() {
        for file in Self.commented where !file.path.hasPrefix("Tests/TidyTests/") && file.text.contains(".md") {
            for name in PageReferences.pages(in: file.text) where !PageReferences.isPage(name, namedIn: file.path, among: Checkout.paths) {
                Issue.record("\(file.path) names \(name), which is no page")
            }
        }
    }

    @Test func everyFileThatAPageNamesExists() {
        for page in Checkout.pages {
            for name in PageReferences.files(in: page.text)
            where !PageReferences.isFile(name, among: Checkout.paths) && !PageReferences.examples.contains(name) {
                Issue.record("\(page.path) names \(name), which is no file here")
            }
        }
    }

    @Test func everyTestThatAPageNamesExists() {
        let names = Set(
            Checkout.paths.compactMap { path -> String? in
                guard path.hasPrefix("Tests/"), let name = path.split(separator: "/").last else { return nil }
                return String(name.prefix { $0 != "." })
            })
        for page in Checkout.pages {
            for test in PageReferences.tests(in: page.text) where !names.contains(test) && !PageReferences.examples.contains(test) {
                Issue.record("\(page.path) names \(test), which is no test")
            }
        }
    }

    @Test func everyTestFunctionThatAPageNamesExists() {
        let tests = Checkout.files(under: ["Tests"], extensions: ["swift"])
        for page in Checkout.pages {
            for (suite, function) in PageReferences.functions(in: page.text)
            where !tests.contains(where: { $0.path.hasSuffix("/\(suite).swift") && $0.text.contains("func \(function)(") }) {
                Issue.record("\(page.path) names \(suite)/\(function), which is no test")
            }
        }
    }

    @Test func everyLinkLeadsToAHeading() throws {
        for page in Checkout.pages {
            for (name, anchor) in PageReferences.links(in: page.text) {
                let target = name.isEmpty ? page : Checkout.pages.first { $0.path.hasSuffix(name.replacing("../", with: "")) }
                guard let target, PageReferences.anchors(of: target.text).contains(anchor) else {
                    Issue.record("\(page.path) links to \(name)#\(anchor), which is no heading")
                    continue
                }
            }
        }
    }

    /// A shipped sample is an example too: it is left out here because it is data.
    @Test func everyPageIsFoundFromTheReadme() throws {
        let start = try #require(Checkout.pages.first { $0.path == "README.md" })
        var (found, open): (Set<String>, [TidyFile]) = ([], [start])
        while let page = open.popLast() {
            guard found.insert(page.path).inserted else { continue }
            let names = PageReferences.pages(in: page.text) + (page.text.contains("docs/decisions/") ? Self.decisions.map(\.path) : [])
            open += Checkout.pages.filter { other in names.contains { other.path == $0 || other.path.hasSuffix("/" + $0) } }
        }
        for page in Checkout.pages where !found.contains(page.path) { Issue.record("no way leads from README.md to \(page.path)") }
    }

    // MARK: - Decisions

    private static let decisions = Checkout.pages.filter { $0.path.hasPrefix("docs/decisions/") }

    @Test func decisionsAreNumberedWithoutGaps() {
        let numbers = Self.decisions.map { Int($0.path.dropFirst("docs/decisions/".count).prefix(4)) ?? 0 }
        #expect(!numbers.isEmpty && numbers == Array(1...numbers.count), "the decisions are numbered \(numbers)")
    }

    /// A title with the number, and the two parts that every decision has.
    @Test func decisionsAreHeadedAlike() {
        for page in Self.decisions {
            let number = page.path.dropFirst("docs/decisions/".count).prefix(4)
            #expect(page.lines.first?.hasPrefix("# \(number) ") == true, "\(page.path) does not begin with '# \(number) '")
            for part in ["**Decision.**", "**Why.**"] { #expect(page.text.contains(part), "\(page.path) has no part \(part)") }
        }
    }

    @Test func everyDecisionThatIsNamedExists() {
        for file in Self.commented where file.text.contains("ecision ") {
            for number in PageReferences.decisions(in: file.text) where !(1...Self.decisions.count).contains(number) {
                Issue.record("\(file.path) names decision \(number), which does not exist")
            }
        }
    }

    /// That the checker sees what it is there for.
    @Test func theCheckerSees() {
        let paths: Set = ["docs/domain.md", "docs/decisions/0001-a.md", "Sources/A/B.swift", "Sources/A"]
        #expect(
            PageReferences.pages(in: "see domain.md, https://example.org/x.md and (decisions/0001-a.md)") == [
                "domain.md", "decisions/0001-a.md",
            ])
        #expect(PageReferences.isPage("domain.md", namedIn: "Sources/A/B.swift", among: paths))
        #expect(PageReferences.isPage("../domain.md", namedIn: "docs/decisions/0001-a.md", among: paths))
        #expect(PageReferences.isPage("/usr/share/doc/crrtd/domain.md", namedIn: "docs/man/crrtd.8.scd", among: paths))
        #expect(!PageReferences.isPage("gone.md", namedIn: "docs/domain.md", among: paths))
        #expect(
            PageReferences.files(in: "`A/B.swift`, `B.swift`, `…View.swift`, `/etc/x.sh`, `name`, `A/`") == ["A/B.swift", "B.swift", "A/"])
        #expect(PageReferences.isFile("A/B.swift", among: paths) && PageReferences.isFile("A/", among: paths))
        #expect(!PageReferences.isFile("/B.swift", among: ["Sources/A/BB.swift"]))
        #expect(PageReferences.tests(in: "`ReportTests` and Tests/PageTests.swift/x") == ["ReportTests", "PageTests"])
        #expect(PageReferences.decisions(in: "decision 0007 and Decision 12") == [7, 12])
        #expect(PageReferences.anchors(of: "# A\n## When it does not start\n") == ["a", "when-it-does-not-start"])
    }
}
