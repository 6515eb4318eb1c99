import Foundation
import Testing

/// A migration that is not embedded would be missing where it runs.
@Suite struct MigrationTests {
    private var names: [String] {
        let folder = Checkout.root.appendingPathComponent("migrations").path
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return all.filter { $0.hasSuffix(".sql") && $0 != "schema.sql" }.sorted()
    }

    @Test func everyMigrationIsEmbedded() {
        #expect(!names.isEmpty)
        for name in names { #expect(Checkout.packageText.contains(".embedInCode(\"\(name)\")"), "\(name) is not in Package.swift") }
    }

    @Test func everyMigrationIsRun() throws {
        let list = try String(contentsOf: Checkout.root.appendingPathComponent("migrations/Migrations.swift"), encoding: .utf8)
        let runs = list.matches(of: /PackageResources\.(_\w+)/).map { String($0.1) }
        // SwiftPM makes an identifier of the name: what no identifier may hold, or begin with, becomes `_`.
        let embedded = names.map { "_" + $0.dropFirst().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined() }
        #expect(runs == embedded)
    }

    @Test func numbersFollowEachOther() {
        for (index, name) in names.enumerated() {
            let number = String(index + 1)
            #expect(name.hasPrefix(String(repeating: "0", count: 4 - number.count) + number + "-"), "\(name) is out of order")
        }
    }
}
