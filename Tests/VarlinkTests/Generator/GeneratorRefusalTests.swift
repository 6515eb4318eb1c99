import Testing

/// Interfaces that are sound in themselves and of which no Swift is made.
struct GeneratorRefusalTests {
    @Test(arguments: [
        (
            "type A (x: [][]int, y: any)",
            [
                "A x: peers do not take a container in a container; name the inner type", "A y: peers do not know any; use object",
            ]
        ),
        ("type A (a: A)", ["A: an object that holds itself; make the field nullable or an array"]),
        (
            "type A (b: B)\ntype B (c: (a: A))",
            [
                "A: an object that holds itself; make the field nullable or an array",
                "B: an object that holds itself; make the field nullable or an array",
            ]
        ),
        ("type A (a: ?(a: A))", ["A: an object that holds itself; make the field nullable or an array"]),
        ("type String (x: int)", ["String: this name is taken in the generated code"]),
        ("method Sample() -> ()", ["Sample: this name is taken in the generated code"]),
        ("type A (self: int)", ["A: a field cannot be called self"]),
        ("type A (foo_bar: (a, b), fooBar: (c, d))", ["A: two of its fields describe a type that would be called FooBar"]),
        (
            "method M(\n# At most 5 entries.\nx: ?string) -> ()", ["Parameters: x: entries of what is neither list nor map"]
        ),
        ("method M(\n# At most 5 bytes.\nx: []int) -> ()", ["Parameters: x: bytes of what is no text"]),
        (
            "type A (\n# at most 5 characters\nx: string)\nmethod M(a: ?[]A) -> ()",
            ["A: at most 5 characters: a limit is in bytes or in entries"]
        ),
        ("method M(\n# At most 5 bytes, at most 6 bytes.\nx: string) -> ()", ["Parameters: a limit of bytes is stated twice"]),
        ("type A (" + (0...64).map { "f\($0): int" }.joined(separator: ", ") + ")", ["A: more than 64 fields"]),
    ])
    func refused(members: String, reasons: [String]) throws {
        let run = try GeneratorRun("interface org.example.Sample\n\(members)\n")
        #expect(run.status == 1)
        #expect(run.errors == reasons.map { "error: \($0)" })
        #expect(run.source == nil)
    }

    @Test func faultsOfTheTextHaveTheirPlace() throws {
        let run = try GeneratorRun("interface org.example.Sample\ntype A (x: B)\n")
        #expect(run.status == 1)
        #expect(run.errors == ["2:12: error: there is no type B"])
    }

    @Test(arguments: ["org.example.Sample", "sample", "My-Sample", "String"])
    func fileNamesThatNameNoType(file: String) throws {
        let run = try GeneratorRun("interface org.example.Sample\n", file: file)
        #expect(run.status == 1)
        #expect(run.errors.count == 1 && run.errors[0].contains("cannot name a Swift type"))
    }

    /// The interfaces of the standard are not ours to change; its certification interface has a set, `[string]()`.
    @Test func theStandardIsTakenAsItIs() throws {
        let run = try GeneratorRun("interface org.varlink.sample\ntype A (set: [string](), list: ?[]?[string](x, y))\n")
        #expect(run.errors == [])
        #expect(run.source?.contains("public var set: [String: Set]\n") == true)
        #expect(run.source?.contains("public var list: [[String: List]?]?\n") == true)
    }

    @Test func literalsNeverEndEarly() throws {
        let text = "# \"\"\" \"\"\"# \\# \\##\ninterface org.example.Sample\n"
        #expect(try GeneratorRun(text).source?.contains("text: ###\"\"\"\n\(text)\n\"\"\"###,\n") == true)
    }
}
