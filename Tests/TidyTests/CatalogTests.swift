import Foundation
import Testing

/// Whatever the log calls a kind of event, `journalctl -x` explains, and nothing else.
@Suite struct CatalogTests {
    private var catalog: String {
        (try? String(contentsOf: Checkout.root.appendingPathComponent("systemd/crrtd.catalog"), encoding: .utf8)) ?? ""
    }

    private var explained: [String] { catalog.matches(of: /(?m)^-- ([0-9a-f]{32})$/).map { String($0.1) } }

    private static let logged = Checkout.swiftSources.flatMap { file in
        file.lines.filter { $0.holds("\"") }.flatMap { line in line.matches(of: /"([0-9a-f]{32})"/).map { String($0.1) } }
    }

    @Test func everyKindIsExplainedOnce() {
        #expect(!Self.logged.isEmpty)
        #expect(Self.logged.sorted() == explained.sorted())
        #expect(Set(Self.logged).count == Self.logged.count, "two kinds share an id")
    }

    @Test func everySectionSaysWhatItIsAndWhoSaysIt() {
        let sections = catalog.split(separator: /(?m)^-- [0-9a-f]{32}$/).dropFirst()
        #expect(sections.count == explained.count)
        for section in sections {
            #expect(section.contains("\nSubject: ") && section.contains("\nDefined-By: crrtd\n"), "a section without its head:\(section)")
        }
    }
}
