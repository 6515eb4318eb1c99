import Testing

@testable import crrtctl

/// The readers of an inject as they are typed.
@Suite struct InjectReaderTests {
    @Test(arguments: [
        ("desk", ["desk"]), ("DESK", ["desk"]), ("all", ["all"]), ("est", ["EST"]), ("desk,alb", ["desk", "ALB"]),
        ("desk, ALB", ["desk", "ALB"]), ("council", ["council"]), ("", []),
    ])
    func typed(text: String, readers: [String]) {
        #expect(InjectAdd.readers(text) == readers)
    }
}
