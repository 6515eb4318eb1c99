import Testing
import Varlink

/// Limits as the comments of an interface state them.
struct IDLLimitsTests {
    private typealias FieldLimits = InterfaceDescription.FieldLimits

    @Test(
        arguments: [
            (["At most 40 entries."], 40, nil), (["Nations. At most 300 entries, each", "at most 24 bytes."], 300, 24),
            (["the latest ones, at most 20; at most 100, absent"], nil, nil), (["AT MOST 5 bytes"], nil, nil), (["", "at most"], nil, nil),
            (["says at most 7 bytes; more"], nil, 7), ([], nil, nil),
        ] as [([String], Int?, Int?)])
    func stated(comments: [String], entries: Int?, bytes: Int?) throws {
        #expect(try InterfaceDescription.FieldLimits(stated: comments) == .init(entries: entries, bytes: bytes))
    }

    @Test func faults() {
        func reason(_ comment: String) -> String? {
            #expect(throws: InterfaceDescription.FieldLimits.Fault.self) { try InterfaceDescription.FieldLimits(stated: [comment]) }?.reason
        }
        #expect(reason("At most 5 characters.") == "at most 5 characters: a limit is in bytes or in entries")
        #expect(reason("At most 5 bytes. At most 6 bytes.") == "a limit of bytes is stated twice")
    }

    @Test func unlimitedFieldsAreThoseThatAreSent() throws {
        let text = """
            interface org.example.Sample
            type Sent (a: string, b: []Inner, c: (x: ?[]int, y: bool), d: [string]bool)
            type Inner (
              # At most 4 bytes.
              e: ?string,
              f: object,
              g: (one, two)
            )
            type Answered (h: string)
            method M(sent: ?[]Sent, n: int) -> (answered: Answered)
            """
        let places = ["Sent a", "Sent b", "Sent c x", "Sent d", "Inner f", "M sent"]
        #expect(try InterfaceDescription(parsing: text).unlimitedFields() == places)
        let head = "# A text has at most 9 bytes, a list at most 2 entries.\n"
        let limited = try InterfaceDescription(parsing: head + text)
        #expect(try limited.defaultLimits() == FieldLimits(entries: 2, bytes: 9))
        #expect(try limited.unlimitedFields() == ["Inner f"])
        #expect(limited.sentTypes == ["Sent", "Inner"])
    }
}
