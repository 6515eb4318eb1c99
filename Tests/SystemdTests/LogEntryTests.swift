import Logging
import Testing

@testable import Systemd

/// The two forms of an entry, and that nothing in it can pass for something else.
@Suite struct LogEntryTests {
    private func entry(_ message: String, _ pairs: [(key: String, value: String)] = []) -> LogEntry {
        LogEntry(
            priority: 4, level: "warning", message: message, pairs: pairs,
            location: LogEntry.SourceLocation(file: "Store/Writer.swift", function: "commit()", line: 7), label: "store")
    }

    @Test func fieldsNameThePlaceAndTheMetadata() {
        let fields = entry("late", [("MESSAGE_ID", "0123"), ("callerUid", "1000"), ("request", "REQ-1")]).fields(prefix: "CRRT_")
        #expect(
            fields == [
                "MESSAGE=late", "PRIORITY=4", "CODE_FILE=Store/Writer.swift", "CODE_LINE=7", "CODE_FUNC=commit()", "LOGGER=store",
                "MESSAGE_ID=0123", "CRRT_CALLER_UID=1000", "CRRT_REQUEST=REQ-1",
            ])
    }

    @Test(arguments: [
        ("request", "CRRT_REQUEST"), ("callerUID", "CRRT_CALLER_UID"), ("caller-uid", "CRRT_CALLER_UID"), ("a1B", "CRRT_A1_B"),
        ("UNIT_RESULT", "UNIT_RESULT"), ("MESSAGE", "CRRT_MESSAGE"), ("PRIORITY", "CRRT_PRIORITY"), ("", "CRRT_"), ("_x", "CRRT__X"),
        ("a\nMESSAGE=b", "CRRT_A_MESSAGE_B"), ("né", "CRRT_N_"),
        (String(repeating: "k", count: 80), "X_CRRT_" + String(repeating: "K", count: 57)),
    ])
    func fieldNames(_ key: String, _ name: String) {
        #expect(LogEntry.fieldName(key, prefix: "CRRT_", taken: ["MESSAGE", "PRIORITY"]) == name)
    }

    @Test(arguments: [("message", "X_MESSAGE"), ("1st", "X_1ST"), ("_trusted", "X__TRUSTED"), ("uid", "UID")])
    func fieldNamesWithoutAPrefix(_ key: String, _ name: String) {
        #expect(LogEntry.fieldName(key, prefix: "", taken: ["MESSAGE"]) == name)
    }

    @Test func linesBeginWithTheLevelAndForTheJournalWithThePriority() {
        let late = entry("late", [("MESSAGE_ID", "0123"), ("request", "REQ-1")])
        #expect(late.line(forJournal: true) == "<4>late request=REQ-1\n")
        #expect(late.line(forJournal: false) == "warning: late request=REQ-1\n")
    }

    @Test func valuesCannotForgeALineOrAPair() {
        let bad = entry("one\n<0>two\u{1b}[2J", [("k\ney", "a\r\nb"), ("title", "x y=\"z\"\\"), ("z", "")])
        #expect(
            bad.line(forJournal: true) == "<4>one\\n<0>two\\u{1b}[2J k\\ney=\"a\\r\\nb\" title=\"x y=\\\"z\\\"\\\\\" z=\"\"\n")
        for field in bad.fields(prefix: "") { #expect(!field.utf8.contains { $0 < 0x20 }) }
    }

    @Test func lineSeparatorsAreEscapedToo() {
        #expect(SafeText.oneLine("a\u{2028}b\u{85}c\u{7f}") == "a\\u{2028}b\\u{85}c\\u{7f}")
        #expect(SafeText.oneLine("a\u{202E}b\u{2066}c\u{200B}") == "a\\u{202e}b\\u{2066}c\\u{200b}")
        #expect(SafeText.oneLine("Türkiye – ok") == "Türkiye – ok")
    }

    @Test func prioritiesAreSyslogs() {
        #expect(Logger.Level.allCases.map(LogEntry.priority) == [7, 7, 6, 5, 4, 3, 2])
    }
}
