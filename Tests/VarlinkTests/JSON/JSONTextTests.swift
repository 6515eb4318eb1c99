import Testing
import Varlink

/// Tables of texts that are JSON and texts that are not: RFC 8259, and the limits that JSONReader states.
struct JSONTextTests {
    @Test(
        arguments: [
            ("null", .null), (" \t\r\n true ", .bool(true)), ("false", .bool(false)),
            ("0", .integer(0)), ("-0", .integer(0)), ("12", .integer(12)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
            ("0.25", .number(0.25)), ("-1.5e3", .number(-1500)), ("1E2", .number(100)), ("1e-2", .number(0.01)), ("0e+1", .number(0)),
            ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-999", .number(0)),
            ("\"\"", .string("")), (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{c}\n\r\tz")),
            (#""\u0041\u00e9\u20AC\ud83d\uDE00\u0000""#, .string("Aé€😀\0")),
            ("\"é€😀\u{7f}\u{2028}\"", .string("é€😀\u{7f}\u{2028}")),
            (#""\u00e9\ud83d\ude00\u0061""#, .string("é😀a")),
            ("[]", []), ("[ ]", []), ("[1,[2],{}]", [1, [2], [:]]), ("{}", [:]), ("{ }", [:]),
            (#"{"a":1,"b":{"a":2}}"#, ["a": 1, "b": ["a": 2]]), (#"{"":null}"#, ["": nil]), (#"{ "a" : [ 1 , 2 ] }"#, ["a": [1, 2]]),
        ] as [(String, JSONValue)])
    func good(text: String, value: JSONValue) throws {
        #expect(try JSONValue(json: text) == value)
        #expect(try JSONValue(json: Array(text.utf8)) == value)
        #expect(try JSONValue(json: value.jsonString()) == value)
        try Array(text.utf8).withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            let extent = try reader.skip()
            try reader.finish()
            #expect(try JSONValue(json: extent) == value, "skip() takes the same value")
        }
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "tru", "undefined", "NaN", "Infinity", "-Infinity", "'a'", "a", "//1", "1 //", "\u{feff}1",
        "+1", "-", "01", "-01", "00", "1.", ".5", "1.e1", "1e", "1e+", "1e1.5", "0x10", "1_000", "--1", "1 2", "1,", "-a",
        "\"", "\"a", "\"\n\"", "\"\t\"", "\"\u{0}\"", #""\"#, #""\x41""#, #""\u12""#, #""\u12G4""#, #""\U0041""#, #""\'""#,
        #""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\u0041""#, #""\ud83d\ud83d""#, #""\ude00\ud83d""#,
        #""\u+123""#, #""\u 123""#,
        "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1,,2]", "[1}", "[]]",
        "{", "}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":1 "b":2}"#, "{a:1}", "{1:1}", #"{"a":1]"#, #"{,"a":1}"#, #"{"a"::1}"#,
        "{}{}", "{}x", "null\0", "[1]\u{a0}", "\u{b}1",
    ])
    func bad(text: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(json: text) }
        #expect(error?.kind == .syntax, "\(text)")
        #expect(skips(Array(text.utf8)) == false, "\(text)")
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE2, 0x82],
            [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
            [0xF0, 0x9F, 0x98, 0x28], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        for text in [[0x22] + bytes + [0x22], [0x22] + bytes, [0x7B, 0x22] + bytes + Array("\":1}".utf8)] {
            let error = #expect(throws: JSONError.self) { try JSONValue(json: text) }
            #expect(error?.kind == .syntax)
            #expect(skips(text) == false)
        }
    }

    @Test(arguments: [
        (#"{"a":1,"a":1}"#, "a"), (#"{"a":1,"b":{"c":[{"d":1,"e":2,"d":3}]}}"#, "b.c[0].d"), (#"{"a":1,"\u0061":2}"#, "a"),
        (#"[{"x y":1,"x y":2}]"#, #"[0]["x y"]"#),
    ])
    func namesAreThereOnce(text: String, path: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(json: text) }
        #expect(error?.kind == .duplicate)
        #expect(error?.path == path)
    }

    @Test func numbersOutOfRange() {
        for text in ["1e400", "-1e400", "[\(String(repeating: "9", count: 400))]", "-\(String(repeating: "9", count: 64))"] {
            let error = #expect(throws: JSONError.self) { try JSONValue(json: text) }
            #expect(error?.kind == .badValue)
        }
    }

    @Test func numbersEndAtSixtyFourCharacters() throws {
        #expect(try JSONValue(json: String(repeating: "9", count: 64)) == .number(1e64))
        for text in ["0." + String(repeating: "1", count: 63), "1e" + String(repeating: "0", count: 63)] {
            let error = #expect(throws: JSONError.self) { try JSONValue(json: text) }
            #expect(error?.reason == "is a number of more than 64 characters")
        }
    }

    @Test func depthEndsAtSixtyFour() throws {
        func nested(_ levels: Int) -> String { String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        func objects(_ levels: Int) -> String { String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels) }
        for text in [nested(64), objects(64)] {
            #expect(skips(Array(text.utf8)))
            _ = try JSONValue(json: text)
        }
        for text in [nested(65), objects(65), String(repeating: "[", count: 1_000_000)] {
            #expect(!skips(Array(text.utf8)))
            #expect(throws: JSONError.self) { try JSONValue(json: text) }
        }
        // Levels are left again: width is no depth.
        _ = try JSONValue(json: "[" + Array(repeating: "[{}]", count: 100).joined(separator: ",") + "]")
    }

    @Test func offsetsPointAtTheFault() {
        let cases = [("[1,x]", 3), (#"{"a":01}"#, 5), ("\"ab\u{1}\"", 3), (#"["\ud83d"]"#, 2), ("[1] 2", 4), ("[1", 2)]
        for (text, offset) in cases {
            let error = #expect(throws: JSONError.self) { try JSONValue(json: text) }
            #expect(error?.offset == offset, "\(text)")
        }
    }

    @Test func endlessNamesAreCutInPaths() {
        let name = String(repeating: "n", count: 100_000)
        let error = #expect(throws: JSONError.self) { try [String: Int](json: "{\"\(name)\":true}") }
        #expect(error?.path == String(repeating: "n", count: 100) + "…")
    }

    private func skips(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            do {
                try reader.skip()
                try reader.finish()
                return true
            } catch {
                return false
            }
        }
    }
}
