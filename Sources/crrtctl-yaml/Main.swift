import Glibc
import Varlink
import Yams

/// `crrtctl-yaml FILE`: the YAML of a file as one line of JSON on standard output, for crrtctl, which then says what it makes of it.
///
/// `{"value": …, "places": [{"path", "line", "column", "keyLine", "keyColumn"}, …]}`: the document, and where each value in it stands, by
/// the path that complaints about JSON have (`unavailable[0].start`). For text that is no YAML `{"reason", "line", "column"}`, with exit
/// status 65. 66: the file cannot be read. It is a program of its own because its parser needs Foundation, with which crrtctl would start
/// ten times slower.
@main
enum Main {
    static func main() {
        guard CommandLine.arguments.count == 2 else {
            complain("usage: crrtctl-yaml FILE")
            exit(EX_USAGE)
        }
        guard let bytes = read(CommandLine.arguments[1]) else {
            complain("\(CommandLine.arguments[1]): \(String(cString: strerror(errno)))")
            exit(EX_NOINPUT)
        }
        let (answer, status) = answer(bytes)
        put(answer.jsonString() + "\n", to: STDOUT_FILENO)
        exit(status)
    }

    private static func answer(_ bytes: [UInt8]) -> (JSONValue, Int32) {
        do throws(YAMLFault) { return (.object(try YAMLDocument(bytes).json), EX_OK) } catch { return (.object(error.json), EX_DATAERR) }
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            bytes += chunk[..<count]
            if count < chunk.count { return ferror(file) == 0 ? bytes : nil }
        }
    }

    private static func complain(_ text: String) { put("crrtctl-yaml: " + text + "\n", to: STDERR_FILENO) }

    private static func put(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }
}
