import Testing
import Varlink

/// Input that closes a connection without a reply, each with the reason.
enum CloseCases {
    struct Case: Sendable, CustomTestStringConvertible {
        var message: String
        var isReason: @Sendable (CloseReason) -> Bool
        var testDescription: String { message.utf8.count > 90 ? message.prefix(80) + "…" : message }
    }

    static let all: [Case] =
        notJSON.map { text in Case(message: text) { if case .notJSON = $0 { true } else { false } } }
        + [
            equal("[]", .notAnObject), equal("\"text\"", .notAnObject), equal("null", .notAnObject), equal("17", .notAnObject),
            equal("{}", .noMethod), equal(#"{"parameters":{}}"#, .noMethod), equal(#"{"method":null}"#, .noMethod),
            equal(#"{"method":5}"#, .methodNotAString), equal(#"{"method":{}}"#, .methodNotAString),
            equal(#"{"method":"a.B","parameters":[]}"#, .parametersNotAnObject),
            equal(#"{"method":"a.B","parameters":"x"}"#, .parametersNotAnObject),
            equal(#"{"method":"a.B","extra":1}"#, .unknownMember("extra")), equal(#"{"method":"a.B","":1}"#, .unknownMember("")),
            equal(#"{"method":"a.B","Method":"a.B"}"#, .unknownMember("Method")),
            equal(#"{"method":"a.B","continues":true}"#, .unknownMember("continues")),
            equal(#"{"method":"a.B","method":"a.B"}"#, .duplicateName("method")),
            equal(#"{"method":"a.B","m\u0065thod":"a.B"}"#, .duplicateName("method")),
            equal(#"{"more":true,"method":"a.B","more":true}"#, .duplicateName("more")),
            equal(#"{"method":"a.B","x.y":1,"x.y":1}"#, .duplicateName("x.y")),
            equal(#"{"method":"a.B","parameters":{"a":1,"b":2,"a":3}}"#, .duplicateName("a")),
            equal(#"{"method":"a.B","parameters":{"a":[{"b":{"c":1,"c":2}}]}}"#, .duplicateName("c")),
            equal(#"{"method":"a.B","parameters":{"\u0061":1,"a":2}}"#, .duplicateName("a")),
            equal(#"{"method":"a.B","x.y":{"a":1,"a":2}}"#, .duplicateName("a")),
            equal("{\"method\":\"a.B\",\"parameters\":{\(manyNames),\"n39\":1}}", .duplicateName("n39")),
            equal("{\"method\":\"a.B\",\"parameters\":{\(manyNames),\"n3\":1}}", .duplicateName("n3")),
        ]
        + ["more", "oneway", "upgrade"].flatMap { flag in
            ["1", "\"true\"", "null", "{}", "[]"].map { equal("{\"method\":\"a.B\",\"\(flag)\":\($0)}", .flagNotBoolean(flag)) }
        }
        + [("more", "oneway"), ("oneway", "upgrade"), ("more", "upgrade")].map { first, second in
            equal("{\"method\":\"a.B\",\"\(first)\":true,\"\(second)\":true}", .twoFlags)
        }

    private static let notJSON = [
        "", " ", "{", "}", "{\"method\":\"a.B\"", "{\"method\":\"a.B\"}}", "{\"method\":\"a.B\"} x", "{\"method\":\"a.B\",}",
        "{method:\"a.B\"}",
        "{'method':'a.B'}", "{\"method\":\"a\u{1}B\"}", "{\"method\":\"\\ud800\"}", "{\"method\":\"a.B\",\"parameters\":{\"a\":01}}",
        "{\"method\":\"a.B\",\"parameters\":{\"a\":tru}}", "{\"method\":\"a.B\",\"parameters\":" + String(repeating: "{\"a\":", count: 70),
        "{\"method\":\"a.B\",\"x.y\":[1,]}", "{\"method\":\"a.B\"}{\"method\":\"a.B\"}",
    ]

    private static let manyNames = (0..<40).map { "\"n\($0)\":0" }.joined(separator: ",")

    private static func equal(_ message: String, _ reason: CloseReason) -> Case {
        Case(message: message) { $0 == reason }
    }
}
