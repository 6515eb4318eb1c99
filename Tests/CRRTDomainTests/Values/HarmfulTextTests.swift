import Testing

@testable import CRRTDomain

@Suite struct HarmfulTextTests {
    /// Every scalar there is, against what Unicode says of it.
    @Test func refusedAreControlsSeparatorsAndDirections() {
        let directions: ClosedRange<UInt32> = 0x202A...0x202E
        let isolates: ClosedRange<UInt32> = 0x2066...0x2069
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let category = scalar.properties.generalCategory
            let expected =
                category == .control || category == .lineSeparator || category == .paragraphSeparator || directions.contains(value)
                || isolates.contains(value)
            if HarmfulText.isRefused(scalar) != expected { Issue.record("U+\(String(value, radix: 16))") }
            if HarmfulText.isRefused(scalar), !HarmfulText.isHarmful(scalar) { Issue.record("U+\(String(value, radix: 16)) is shown") }
        }
    }

    @Test(
        arguments: [
            ("Tallinn – «Łódź» 日本 🚀", false, nil), ("one\ntwo\tthree", true, nil),
            ("one\ntwo", false, "holds a line break; write one line"), ("a\tb", false, "holds a tab; write a space"),
            ("a\u{1B}[2J", true, "holds the control character U+001B; leave it out"),
            ("a\u{9B}2J", true, "holds the control character U+009B; leave it out"),
            ("\u{202E}TSE", true, "holds U+202E, which turns the reading direction round; leave it out"),
            ("\u{2066}TSE", false, "holds U+2066, which turns the reading direction round; leave it out"),
            ("a\u{2028}b", true, "holds the line separator U+2028; leave it out"),
            ("\r\n", true, "holds the control character U+000D; leave it out"),
        ] as [(String, Bool, String?)])
    func faults(_ text: String, _ manyLines: Bool, _ fault: String?) {
        #expect(HarmfulText.fault(in: text, manyLines: manyLines) == fault)
    }
}
