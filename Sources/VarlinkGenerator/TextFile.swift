import Glibc

/// Reads and writes small text files.
enum TextFile {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    static func read(_ path: String) throws -> String {
        guard let file = fopen(path, "r") else { throw failure("cannot be read") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        guard ferror(file) == 0 else { throw failure("cannot be read") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure(description: "is not UTF-8") }
        return text
    }

    static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw failure("\(path) cannot be written") }
        let bytes = Array(text.utf8)
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count else { throw failure("\(path) cannot be written") }
    }

    private static func failure(_ what: String) -> Failure {
        Failure(description: "\(what): \(String(cString: strerror(errno)))")
    }
}
