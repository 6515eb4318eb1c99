import Testing

/// Every public declaration says what it is, and which errors it throws.
@Suite struct DocumentationTests {
    /// How many may be left, by what is missing. It is 0 and stays so.
    static let allowed = (undocumented: 0, silentAboutErrors: 0)

    /// Types that the generator made are left out: the comments of their interface say what they are.
    private static let declarations = Checkout.swiftSources.filter { !isGenerated($0) }.flatMap(PublicDeclaration.all)

    private static func isGenerated(_ file: TidyFile) -> Bool {
        file.text.hasPrefix("// Made by VarlinkGenerator") || file.text.hasPrefix("// The errors of VarlinkService.swift, made with it.")
    }

    @Test func everyPublicDeclarationIsDocumented() {
        #expect(Self.declarations.count > 1000)
        let faults = Self.declarations.filter { !$0.isDocumented }
        for fault in faults.dropFirst(Self.allowed.undocumented) {
            Issue.record("\(fault.path):\(fault.line) has no documentation: \(fault.signature)")
        }
    }

    @Test func everyWordAndRequirementIsDocumented() {
        let members = Checkout.swiftSources.filter { !Self.isGenerated($0) }.flatMap(PublicMember.all)
        #expect(members.count > 80)
        for fault in members where !fault.isDocumented {
            Issue.record("\(fault.path):\(fault.line) has no documentation: \(fault.signature)")
        }
    }

    @Test func everyErrorIsDocumented() {
        let faults = Self.declarations.filter { $0.isThrowing && !$0.saysWhatItThrows }
        for fault in faults.dropFirst(Self.allowed.silentAboutErrors) {
            Issue.record("\(fault.path):\(fault.line) does not say what it throws ('- Throws: …'): \(fault.signature)")
        }
    }

    /// That the checker sees what it is there for.
    @Test(
        arguments: [
            ("public var name: String", false, true), ("/// Its name.\npublic var name: String", true, true),
            ("/// Reads it.\npublic init(_ text: String) throws {\n}", true, false),
            ("/// - Throws: `E`.\npublic init(_ text: String) throws(E) {\n}", true, true),
            ("/// - Throws: of every member, `E`.\nextension A {\n    /// It.\n    public func run() throws {\n    }\n}", true, true),
            ("/// It.\nextension A {\n    /// It.\n    public func run() throws {\n    }\n}", true, false),
            ("public init(name: String) {\n    self.name = name\n}", true, true),
            ("public init(name: String) { start(name) }", false, true),
            ("/// It.\n@discardableResult\npublic func run(\n    _ body: () throws -> Void\n) {\n}", true, true),
            ("public var description: String { text }", true, true), ("public import CRRTDomain", nil, true),
            ("static public let name = 1", false, true), ("final public class A {\n}", false, true), ("open class A {\n}", false, true),
            ("///\npublic var name: String", false, true), ("// It.\npublic var name: String", false, true),
            ("open = [1]", nil, true), ("/// It.\npublic var name: Int {\n    get throws { 1 }\n}", true, false),
        ] as [(String, Bool?, Bool)])
    func theCheckerSees(_ text: String, _ isDocumented: Bool?, _ saysErrors: Bool) {
        let found = PublicDeclaration.all(in: TidyFile(path: "Sources/New/New.swift", text: text))
        #expect(found.first?.isDocumented == isDocumented)
        if let declaration = found.first { #expect((!declaration.isThrowing || declaration.saysWhatItThrows) == saysErrors) }
    }

    /// Each text with what is found of it: documented or not.
    @Test(
        arguments: [
            ("public enum Code: String {\n    case one = \"ONE\"\n    /// It.\n    case two = \"TWO\"\n}", [false, true]),
            ("public enum Code: String {\n    case one, two\n    ///\n    case `in` = \"IN\"\n}\nlet case = 1", [false]),
            ("enum Code: String {\n    case one = \"ONE\"\n}", []),
            ("public protocol Mark {\n    /// It.\n    @Sendable\n    static func make()\n    var level: Int { get }\n}", [true, false]),
            ("public struct A {\n    public enum B: Int {\n        case c = 1\n        var d: Int { 1 }\n    }\n    var e = 1\n}", [false]),
        ])
    func theCheckerSeesMembers(_ text: String, _ expected: [Bool]) {
        #expect(PublicMember.all(in: TidyFile(path: "Sources/New/New.swift", text: text)).map(\.isDocumented) == expected)
    }
}
