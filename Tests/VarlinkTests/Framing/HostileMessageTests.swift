import Glibc
import Testing
import Varlink

/// Messages made to be slow to read take no longer than others of their size. Told by the time that this thread computes.
@Suite(.serialized) struct HostileMessageTests {
    private static let size = 4 << 20

    /// Seconds until this message is a call or is refused.
    private func seconds(_ message: String) -> Double {
        let bytes = Array(message.utf8)
        var (start, end) = (timespec(), timespec())
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
        bytes.withUnsafeBytes { _ = try? CallMessage(parsing: $0) }
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
        return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
    }

    private static func call(_ parameters: String) -> String { "{\"method\":\"a.B\",\"parameters\":{\(parameters)}}" }
    private static let combining = "e" + String(repeating: "\u{301}", count: size / 2)

    fileprivate static let messages: [String: @Sendable () -> String] = [
        "a method of one character": { "{\"method\":\"a.\(combining)\"}" },
        "a text of one character": { call("\"t\":\"\(combining)\"") },
        "a text that ends in half a character": {
            String(decoding: Array("{\"method\":\"\(combining)".utf8) + [0xCC], as: UTF8.self)
        },
        "digits": { call("\"n\":\(String(repeating: "7", count: size))") },
        "names": { call((0..<size / 10).map { "\"\($0)\":1" }.joined(separator: ",")) },
        "extensions": { "{\"method\":\"a.B\",\((0..<size / 10).map { "\"a.\($0)\":1" }.joined(separator: ","))}" },
    ]

    @Test(arguments: HostileMessageTests.messages.keys.sorted()) func kinds(kind: String) throws {
        let plain = Self.call("\"t\":\"\(String(repeating: "a", count: Self.size))\"")
        let usual = max(min(seconds(plain), seconds(plain)), 0.01)
        let message = try #require(Self.messages[kind])
        let hostile = seconds(message())
        #expect(hostile < 4 * usual, "\(hostile) s beside \(usual) s")
    }

    @Test func objectsOfManyNames() {
        func objects(of names: Int) -> String {
            let object = "{" + (0..<names).map { "\"n\($0 + 100)\":1" }.joined(separator: ",") + "}"
            return Self.call("\"a\":[" + Array(repeating: object, count: 20_000 / names).joined(separator: ",") + "]")
        }
        let (few, many) = (objects(of: 20), objects(of: 1000))
        let usual = min(seconds(few), seconds(few))
        let hostile = min(seconds(many), seconds(many))
        #expect(hostile < 4 * usual, "\(hostile) s beside \(usual) s")
    }
}
