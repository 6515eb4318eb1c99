import Foundation
import Testing

/// Pages are true: what they and the sources refer to exists.
@Suite struct PageTests {
    /// The tidy tests have names of their own making.
    private static let commented = Checkout.written.filter { !$0.path.hasPrefix("Tests/TidyTests/") }

    @Test func everyPageThatIsNamedExists() {
        for file in Self.commented where file.text.holds(".md") {
            for name in Set(PageReferences.pages(in: file.text)).sorted()
            where !PageReferences.isPage(name, namedIn: file.path, among: Checkout.paths) {
                Issue.record("\(file.place(of: name)) names \(name), which is no page")
            }
        }
    }

    @Test func everyPathThatIsWrittenExists() {
        for file in Self.commented {
            for (number, line) in file.lines.enumerated() {
                for name in PageReferences.paths(in: line, ofPage: file.path.hasSuffix(".md"))
                where !PageReferences.isPath(name, among: Checkout.paths) && !PageReferences.examples.contains(name) {
                    Issue.record("\(file.path):\(number + 1) names \(name), which is no file here")
                }
            }
        }
    }

    @Test func everyFileThatAPageNamesExists() {
        for page in Checkout.pages {
            for name in PageReferences.files(in: page.text)
            where !PageReferences.isFile(name, among: Checkout.paths) && !PageReferences.examples.contains(name) {
                Issue.record("\(page.place(of: name)) names \(name), which is no file here")
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
                Issue.record("\(page.place(of: test)) names \(test), which is no test")
            }
        }
    }

    @Test func everyTestFunctionThatAPageNamesExists() {
        let tests = Checkout.files(under: ["Tests"], extensions: ["swift"])
        for page in Checkout.pages {
            for (suite, function) in PageReferences.functions(in: page.text)
            where !tests.contains(where: { $0.path.hasSuffix("/\(suite).swift") && $0.text.contains("func \(function)(") }) {
                Issue.record("\(page.place(of: "\(suite)/\(function)")) names \(suite)/\(function), which is no test")
            }
        }
    }

    @Test func everyLinkLeadsToAHeading() throws {
        for page in Checkout.pages {
            for (name, anchor) in PageReferences.links(in: page.text) {
                let target = name.isEmpty ? page : Checkout.pages.first { $0.path.hasSuffix(name.replacing("../", with: "")) }
                guard let target, PageReferences.anchors(of: target.text).contains(anchor) else {
                    Issue.record("\(page.place(of: "#" + anchor)) links to \(name)#\(anchor), which is no heading")
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
        for page in Checkout.pages where !found.contains(page.path) {
            Issue.record("no way leads from README.md to \(page.path): link to it where its reader comes by")
        }
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
            for part in ["**Decision.**", "**Why.**"] where !page.text.holds(part) { Issue.record("\(page.path) has no part \(part)") }
        }
    }

    @Test func everyDecisionThatIsNamedExists() {
        for file in Self.commented where file.text.holds("ecision") {
            for number in Set(PageReferences.decisions(in: file.text)).sorted() where !(1...Self.decisions.count).contains(number) {
                Issue.record("\(file.place(of: String(number))) names decision \(number), which does not exist")
            }
        }
    }

    @Test func linksToDecisionsHaveTheirNumber() {
        for page in Checkout.pages {
            for (number, line) in page.lines.enumerated() {
                for link in PageReferences.wronglyNumberedLinks(in: line) {
                    Issue.record("\(page.path):\(number + 1) has the link \(link)…, whose text has another number than its page")
                }
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
        #expect(PageReferences.decisions(in: "decision 0007 and Decision 12; decisions 3, 4 and 98") == [7, 12, 3, 4, 98])
        #expect(
            PageReferences.wronglyNumberedLinks(in: "[decision 4](decisions/0005-a.md), [0004](0004-b.md)") == [
                "[decision 4](decisions/0005-"
            ])
        #expect(PageReferences.paths(in: "// deploy/a.sh, (../Sources/B.swift).", ofPage: false) == ["deploy/a.sh", "Sources/B.swift"])
        #expect(PageReferences.paths(in: "/srv/docs/a, Tests/*.swift, $x/deploy/a.sh, etc/a.yaml", ofPage: false).isEmpty)
        #expect(PageReferences.paths(in: "`deploy/a.sh all` and etc/a.yaml", ofPage: true) == ["deploy/a.sh", "etc/a.yaml"])
        #expect(PageReferences.isPath("docs/decisions/0001", among: paths) && !PageReferences.isPath("docs/decisions/0002", among: paths))
        #expect(PageReferences.isPath("Sources/A/B.swift/run", among: paths))
        #expect(PageReferences.anchors(of: "# A\n## When it does not start\n") == ["a", "when-it-does-not-start"])
    }
}
