import Glibc
import Varlink
import Yams

/// `crrtctl-yaml FILE`: converts YAML to one line of JSON on standard output, for crrtctl. `-` reads standard input.
///
/// The answer is `{"value": …, "places": [{"path", "line", "column", "keyLine", "keyColumn"}, …]}`: the document, and the location of
/// each value by the path that errors about JSON have (`unavailable[0].start`). For text that is no YAML it is
/// `{"reason", "line", "column"}`.
///
/// Exit status: 65 no YAML, 66 the file cannot be read, 74 the answer cannot be written.
///
/// It is a program of its own because its parser needs Foundation, with which crrtctl would start ten times slower.
@main
enum Main {
    /// The largest file that is read, in bytes. A record is far smaller.
    private static let mostBytes = 1 << 20

    static func main() {
        fillStandardStreams()
        guard CommandLine.arguments.count == 2 else {
            complain("usage: crrtctl-yaml FILE")
            exit(EX_USAGE)
        }
        guard let bytes = read(CommandLine.arguments[1]) else {
            complain("\(CommandLine.arguments[1]): \(String(cString: strerror(errno)))")
            exit(EX_NOINPUT)
        }
        let (answer, status) = answer(bytes)
        guard put(answer.jsonString() + "\n", to: STDOUT_FILENO) else {
            complain("write error on standard output: \(String(cString: strerror(errno)))")
            exit(EX_IOERR)
        }
        exit(status)
    }

    /// Opens `/dev/null` for each standard stream that is closed, so that no other file gets its number. Input is opened for writing and
    /// the outputs for reading, so that using them still fails.
    private static func fillStandardStreams() {
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(descriptor, F_GETFD) < 0 {
            guard open("/dev/null", mode) == descriptor else { exit(EX_OSERR) }
        }
    }

    private static func answer(_ bytes: [UInt8]) -> (JSONValue, Int32) {
        do throws(YAMLReadError) { return (.object(try YAMLDocument(bytes).json), EX_OK) } catch {
            return (.object(error.json), EX_DATAERR)
        }
    }

    private static func read(_ path: String) -> [UInt8]? {
        let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += chunk[..<count]
                guard bytes.count <= mostBytes else {
                    errno = EFBIG
                    return nil
                }
            } else if errno != EINTR {
                return nil
            }
        }
    }

    private static func complain(_ text: String) { _ = put("crrtctl-yaml: " + text + "\n", to: STDERR_FILENO) }

    /// Writes the text.
    ///
    /// - Returns: Whether all of it was written.
    private static func put(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return false }
            rest = rest.dropFirst(max(count, 0))
        }
        return true
    }
}
