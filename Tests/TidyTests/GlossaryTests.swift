import Testing

/// docs/glossary.md has every noun that a reader meets, and the type that stands for it.
@Suite struct GlossaryTests {
    /// A row: the term, the types or files that stand for it, what it is.
    private struct Row {
        let term: String
        let names: [String]
        let meaning: String
    }

    private static let rows: [Row] = (Checkout.pages.first { $0.path == "docs/glossary.md" }?.lines ?? []).compactMap { line in
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimming { $0 == " " } }
        guard cells.count == 5, cells[1] != "term", !cells[1].hasPrefix("---") else { return nil }
        return Row(
            term: String(cells[1]), names: cells[2].matches(of: /`([^`]+)`/).map { String($0.1) }, meaning: String(cells[3]))
    }

    /// The types of Sources, nested ones by their own name, too.
    private static let types = Set(
        Checkout.swiftSources.flatMap { file in
            file.lines.filter { line in kinds.contains(where: line.holds) }.flatMap { line in
                line.matches(of: /\b(?:struct|class|enum|protocol|actor|typealias) (\w+)/).map { String($0.1) }
            }
        })

    private static let kinds = ["struct ", "class ", "enum ", "protocol ", "actor ", "typealias "]

    @Test func everyTermHasATypeThatExists() {
        #expect(Self.rows.count > 60)
        for row in Self.rows {
            #expect(!row.meaning.isEmpty, "'\(row.term)' has no meaning")
            for name in row.names {
                let isFile = PageReferences.isFile(name, among: Checkout.paths)
                #expect(Self.types.contains(name) || isFile, "'\(row.term)' names \(name), which is no type and no file")
            }
        }
    }

    @Test func termsAreSortedAndStandOnce() {
        let terms = Self.rows.map { $0.term.lowercased() }
        for (term, next) in zip(terms, terms.dropFirst()) where term >= next {
            Issue.record("docs/glossary.md: '\(next)' stands behind '\(term)': terms are sorted and stand once")
        }
    }

    /// What is written otherwise would be passed over.
    @Test func everyRowIsComplete() throws {
        let page = try #require(Checkout.pages.first { $0.path == "docs/glossary.md" })
        #expect(page.lines.filter { $0.hasPrefix("|") }.count == Self.rows.count + 2, "a row has not three cells: term, type, meaning")
        for row in Self.rows where row.names.isEmpty { Issue.record("docs/glossary.md: '\(row.term)' names no type and no file") }
    }

    /// The domain's words are the ones that everybody uses, so none of its types is without a row.
    @Test func everyTypeOfTheDomainIsATerm() {
        let named = Set(Self.rows.flatMap(\.names))
        for file in Checkout.swiftSources where file.target == "CRRTDomain" {
            for match in file.text.matches(of: /(?m)^public (?:final )?(?:struct|class|enum|protocol) (\w+)/)
            where !named.contains(String(match.1)) {
                Issue.record("\(file.path): \(match.1) is in no row of docs/glossary.md")
            }
        }
    }
}

extension Substring {
    fileprivate func trimming(_ isOutside: (Character) -> Bool) -> Substring {
        var text = drop(while: isOutside)
        while let last = text.last, isOutside(last) { text.removeLast() }
        return text
    }
}
