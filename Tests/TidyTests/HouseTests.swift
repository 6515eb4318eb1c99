import Foundation
import Testing

/// The structure is a test: docs/ARCHITECTURE.md says the same in prose.
@Suite struct HouseTests {
    @Test func importsStayOnTheirFloors() {
        #expect(Checkout.swiftSources.count > 50)
        for fault in House.faults(in: Checkout.swiftSources) { Issue.record(Comment(rawValue: fault)) }
    }

    @Test func everyFolderOfSourcesHasItsPlace() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Checkout.root.appendingPathComponent("Sources").path)
        for folder in folders where !folder.hasPrefix(".") {
            #expect(
                House.floors[folder] != nil || House.sideRooms.contains(folder),
                "Sources/\(folder) has no place in Tests/TidyTests/House.swift")
        }
    }

    @Test("inside a target, folders use only what stands below them")
    func foldersStayOnTheirFloors() {
        for fault in FolderFloors.faults(in: Checkout.swiftSources) { Issue.record(Comment(rawValue: fault)) }
        for fault in FolderFloors.emptyFloors(among: Checkout.swiftSources) { Issue.record(Comment(rawValue: fault)) }
    }

    @Test("a use of a higher folder is seen, and a folder without a place")
    func climbing() {
        func faults(_ folder: String, _ line: String) -> [String] {
            FolderFloors.faults(in: [
                TidyFile(
                    path: "Sources/CRRTStore/Opening/High.swift",
                    text: """
                        public struct High: Sendable {
                            struct Inner {}
                        }

                        @available(macOS 13, *) struct Marked {}

                        func raised() -> Int { 1 }

                        extension Low {
                            struct Added {}
                        }
                        """),
                TidyFile(path: "Sources/CRRTStore/\(folder)/New.swift", text: line + "\n"),
            ])
        }
        #expect(
            faults("Journal", "let high: High") == [
                "Sources/CRRTStore/Journal/New.swift:1 uses High, which stands higher, in Sources/CRRTStore/Opening/High.swift"
            ])
        #expect(faults("Backup", "let high: High").isEmpty)
        for use in ["let a = \"\\(High.self)\"", "let a = Marked()", "let a = raised()", "let a: Low.Added", "extension High {"] {
            #expect(faults("Journal", use).count == 1, "\(use)")
        }
        for harmless in [
            "// High", "let a = \"High\"", "let a = Low.High", "let inner: Inner", "let a = b.raised()", "let a = \"\\(b) High\"",
            "run(raised: 1)", "let a = \"\"\"\n    the \"High\" one\n    \"\"\"",
        ] {
            #expect(faults("Journal", harmless).isEmpty)
        }
        #expect(faults("New", "") == ["CRRTStore/New has no place in the table of its target, Tests/TidyTests/FolderFloors.swift"])
    }

    /// That the checker sees what it is there for.
    @Test(arguments: [
        ("crrtctl", "import GRDB", "allowed only in CRRTStore, because one floor speaks SQL, so that every transaction can be found there"),
        ("crrtctl", "internal import CRRTService", "allowed only in crrtd, because nothing calls back up"),
        ("CRRTDomain", "@preconcurrency public import Foundation", "allowed only in"),
        ("CRRTDomain", "import struct FoundationEssentials.Date", "allowed only in crrtctl"),
        ("CRRTService", "@_spi(Testing) internal import NIOPosix", "allowed only in VarlinkServer, crrtd, varlink-certification"),
        ("CRRTDomain", "import CRRTMatching", "allowed only in CRRTService"),
        ("CRRTMatching", "import CRRTMatchingSupport", nil),
        ("CRRTConfiguration", "import CRRTStore", "allowed only in CRRTService, crrtd"),
        ("Varlink", "import CRRTDomain", "a side room knows no CRRT word, it could be a package of its own"),
        ("NewRoom", "import CRRTDomain", "NewRoom stands on no floor; add it to the table"),
        ("CRRTDomain", "    import Testing", "allowed nowhere, because tests are not shipped"),
        ("CRRTService", "// import NIOCore", nil),
        ("CRRTService", "important(CRRTStore)", nil),
        ("CRRTStore", "public import CRRTDomain", nil),
        ("crrtd", "import NIOCore // the loops", nil),
    ])
    func theCheckerSees(_ target: String, _ line: String, _ expected: String?) {
        let faults = House.faults(in: [TidyFile(path: "Sources/\(target)/New.swift", text: "// New\n\(line)\n")])
        #expect(faults.count == (expected == nil ? 0 : 1))
        if let expected { #expect(faults.first?.contains(": " + expected) == true) }
    }
}
