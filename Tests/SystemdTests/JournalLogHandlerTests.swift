import Glibc
import Logging
import Systemd
import Testing

/// The handler behind a real logger, in a process of its own, whose standard error is read.
@Suite struct JournalLogHandlerTests {
    struct Refusal: Error, CustomStringConvertible { var description: String { "no room" } }

    @Test func linesGoToStandardErrorWithTheirLevel() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            unsetenv("JOURNAL_STREAM")
            var logger = Logger(label: "test") { JournalLogHandler(label: $0) }
            logger[metadataKey: "unit"] = "a"
            logger[metadataKey: "who"] = "handler"
            logger.notice("hello", metadata: ["who": "event", "list": ["x", "y z"]])
            logger.debug("too quiet to be heard")
            logger.error("failed", error: Refusal())
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("notice: hello list=\"[\\\"x\\\", \\\"y z\\\"]\" unit=a who=event\n"))
        #expect(text.contains("error: failed error=\"no room\" unit=a who=handler\n"))
        #expect(!text.contains("quiet"))
    }

    @Test func aStreamThatStandardErrorIsNotIsIgnored() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            setenv("JOURNAL_STREAM", "1:2", 1)
            Logger(label: "test") { JournalLogHandler(label: $0) }.warning("seen")
        }
        #expect(String(decoding: try #require(result).standardErrorContent, as: UTF8.self).contains("warning: seen\n"))
    }

    /// A line in the stream of the journal bears the priority that the journal reads.
    @Test func linesInTheStreamOfTheJournal() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            var status = stat()
            fstat(STDERR_FILENO, &status)
            setenv("JOURNAL_STREAM", "\(status.st_dev):\(status.st_ino)", 1)
            Logger(label: "test") { JournalLogHandler(label: $0, destination: .standardError) }.warning("seen")
        }
        #expect(String(decoding: try #require(result).standardErrorContent, as: UTF8.self).contains("<4>seen\n"))
    }

    @Test(.enabled(if: mayMakeNamespaces, "needs to make a mount namespace"))
    func theJournalGetsNativeFields() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            let journal = try privateJournalSocket()
            var status = stat()
            fstat(STDERR_FILENO, &status)
            setenv("JOURNAL_STREAM", "\(status.st_dev):\(status.st_ino)", 1)
            let logger = Logger(label: "test") { JournalLogHandler(label: $0, fieldPrefix: "CRRT_") }
            logger.warning("a\nPRIORITY=0", metadata: ["request": "REQ-1\nMESSAGE=forged", "MESSAGE_ID": "0123"])
            let lines = try #require(journal.nextText()).split(separator: "\n").map(String.init)
            #expect(lines.contains("MESSAGE=a\\nPRIORITY=0"))
            #expect(lines.contains("PRIORITY=4"))
            #expect(lines.contains("CRRT_REQUEST=REQ-1\\nMESSAGE=forged"))
            #expect(lines.contains("MESSAGE_ID=0123"))
            #expect(lines.contains("LOGGER=test"))
            #expect(lines.filter { $0.hasPrefix("PRIORITY=") || $0.hasPrefix("MESSAGE=") }.count == 2)
        }
        #expect(!String(decoding: try #require(result).standardErrorContent, as: UTF8.self).contains("REQ-1"))
    }
}
