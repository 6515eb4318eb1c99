import Testing

/// A rule's code stands in three places that no compiler compares: the domain page, the words of crrtctl, and the enumeration.
@Suite struct ObjectionCodeTests {
    private static func text(_ path: String) -> String {
        (Checkout.swiftSources + Checkout.pages).first { $0.path == path }?.text ?? ""
    }

    private static let codes = text("Sources/CRRTMatching/Query/Objection.swift").matches(of: /case \w+ = "([A-Z_]+)"/).map { String($0.1) }

    @Test func everyCodeIsOnTheDomainPage() {
        #expect(Self.codes.count > 15)
        let page = Self.text("docs/domain.md")
        for code in Self.codes { #expect(page.contains("`\(code)`"), "docs/domain.md does not name \(code)") }
    }

    /// In the same order, since objections are reported in it.
    @Test func theyAreInTheOrderOfThePage() {
        let page = Self.text("docs/domain.md")
        let section = page.firstRange(of: "## 5.").map { page[$0.lowerBound...] } ?? ""
        let places = Self.codes.compactMap { section.firstRange(of: "`\($0)`")?.lowerBound }
        #expect(places.count == Self.codes.count && places == places.sorted())
    }

    @Test func everyCodeHasWords() {
        let words = Self.text("Sources/crrtctl/Rendering/ObjectionText.swift")
        for code in Self.codes { #expect(words.contains("\"\(code)\": "), "ObjectionText.swift has no words for \(code)") }
    }
}
