import SeededNumbers
import Testing
import Varlink

struct IDLRefusalTests {
    private static let interfaceName = "expected an interface name such as org.example.Name"
    private static let memberName = "expected a name of letters and digits that begins with a capital"
    private static let fieldName = "expected a name of letters, digits and single inner underscores that begins with a letter"

    @Test(arguments: [
        ("", 1, 1, "expected interface"),
        ("# only a comment\n", 2, 1, "expected interface"),
        ("interfaces a.b", 1, 1, "expected interface"),
        ("interface", 1, 10, interfaceName),
        ("interface a", 1, 11, interfaceName),
        ("interface a..b", 1, 11, interfaceName),
        ("interface a.-b", 1, 11, interfaceName),
        ("interface a.b_c", 1, 11, interfaceName),
        ("interface 1a.b", 1, 11, interfaceName),
        ("interface a.b\nfoo", 2, 1, "expected type, method or error"),
        ("interface a.b\n()", 2, 1, "expected type, method or error"),
        ("interface a.b\ntype small (x: int)", 2, 6, memberName),
        ("interface a.b\ntype A_B (x: int)", 2, 6, memberName),
        ("interface a.b\ntype A", 2, 7, "expected ("),
        ("interface a.b\ntype A (x: int", 2, 15, "expected )"),
        ("interface a.b\ntype A (x: int,)", 2, 16, fieldName),
        ("interface a.b\ntype A (x__y: int)", 2, 9, fieldName),
        ("interface a.b\ntype A (x_: int)", 2, 9, fieldName),
        ("interface a.b\ntype A (_x: int)", 2, 9, fieldName),
        ("interface a.b\ntype A (x: int, y)", 2, 18, "expected :"),
        ("interface a.b\ntype A (x, y: int)", 2, 13, "expected )"),
        ("interface a.b\ntype A (x: )", 2, 12, "expected a type"),
        ("interface a.b\ntype A (x: integer)", 2, 12, "integer is not a type"),
        ("interface a.b\ntype A (x: B)", 2, 12, "there is no type B"),
        ("interface a.b\ntype A (x: E)\nerror E ()", 2, 12, "there is no type E"),
        ("interface a.b\ntype A (x: ??int)", 2, 13, "a type is nullable once at most"),
        ("interface a.b\ntype A (x: [int]string)", 2, 13, "expected ]"),
        ("interface a.b\ntype A (x: int, x: int)", 2, 17, "x is there twice"),
        ("interface a.b\ntype A (x, x)", 2, 12, "x is there twice"),
        ("interface a.b\ntype A (x: int)\nmethod A() -> ()", 3, 1, "A is there twice"),
        ("interface a.b\nmethod M()", 2, 11, "expected ->"),
        ("interface a.b\nmethod M() -> (a, b)", 2, 15, "expected fields, found an enumeration"),
        ("interface a.b\nerror E\nerror F ()", 3, 1, "an error needs its parentheses, even empty ones"),
        ("interface a.b\ntype A (x: int);", 2, 16, "a character that has no meaning here"),
        ("interface a.b\ntype Ä (x: int)", 2, 6, "a character that has no meaning here"),
    ])
    func refused(text: String, line: Int, column: Int, reason: String) {
        let error = #expect(throws: IDLError.self) { try InterfaceDescription(parsing: text) }
        #expect(error == IDLError(line: line, column: column, reason: reason), "\(text)")
    }

    @Test func depthIsLimited() {
        for (open, close) in [("(a: ", ")"), ("[]", ""), ("[string]", "")] {
            let type = String(repeating: open, count: 10000) + "int" + String(repeating: close, count: 10000)
            #expect(throws: IDLError.self) { try InterfaceDescription(parsing: "interface a.b\ntype A (x: \(type))") }
        }
    }

    @Test(arguments: [
        ("x: [][]int", ["A x: peers do not take a container in a container; name the inner type"]),
        ("x: [string][]int", ["A x: peers do not take a container in a container; name the inner type"]),
        ("x: [][string]int", ["A x: peers do not take a container in a container; name the inner type"]),
        ("x: ?[]?int", ["A x: peers do not take nullable elements"]),
        ("x: [string]?int", ["A x: peers do not take nullable elements"]),
        ("x: [string]()", ["A x: peers do not take () in a field; name the type"]),
        ("x: ()", ["A x: peers do not take () in a field; name the type"]),
        ("x: ?any", ["A x: peers do not know any; use object"]),
        ("x: ?(y: [](z: any))", ["A x y z: peers do not know any; use object"]),
        ("x: ?[]int, y: [string]B, z: ?(one, two), w: [](v: ?int), o: object", []),
    ])
    func whatPeersDoNotTake(fields: String, issues: [String]) throws {
        #expect(try InterfaceDescription(parsing: "interface a.b\ntype A (\(fields))\ntype B ()").portabilityIssues == issues)
        let method = try InterfaceDescription(parsing: "interface a.b\nmethod A() -> (\(fields))\nerror E ()\ntype B (a)")
        #expect(method.portabilityIssues == issues.map { $0.replacing("A x", with: "A -> x", maxReplacements: 1) })
    }

    /// Damaged descriptions are refused or read, never a crash; what is read survives printing.
    @Test(arguments: JSONFuzzTests.seeds)
    func damagedDescriptions(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<500 {
            var text = Array(Trial.interface.text.utf8)
            RandomJSON.damage(&text, using: &generator)
            guard let interface = try? InterfaceDescription(parsing: String(decoding: text, as: UTF8.self)) else { continue }
            #expect(try InterfaceDescription(parsing: interface.description) == interface, "seed \(seed), round \(round)")
        }
    }
}
