import CRRTDomain
import Glibc
import Varlink

/// A file that a user names; `-` is standard input.
struct InputFile {
    let name: String
    let bytes: [UInt8]

    init(_ path: String) throws(Failure) {
        name = path == "-" ? "standard input" : path
        let descriptor = path == "-" ? Terminal.input : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        defer { if path != "-" { close(descriptor) } }
        bytes = try InputFile.read(descriptor, name)
    }

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Everything up to the end; `name` is for complaints.
    static func read(_ descriptor: Int32, _ name: String) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += chunk[..<count]
            } else if errno != EINTR {
                throw Failure(.failed, "\(name): \(SystemError.last)")
            }
        }
    }
}

// MARK: - One record

extension InputFile {
    /// The one JSON object in it. What `show --json` prints, an object that holds just the record under this name, is taken as the record.
    func record(_ name: String) throws(Failure) -> JSONObject {
        let object: JSONObject
        do throws(JSONError) { object = try JSONObject(json: bytes) } catch { throw complaint(error) }
        if object.members.count <= 2, case .object(let inner)? = object[name] { return inner }
        return object
    }

    /// The record in it, checked strictly.
    func decode<Record: JSONDecodable>(_ name: String, as _: Record.Type) throws(Failure) -> Record {
        let object = try record(name)
        do throws(JSONError) { return try Record(json: object.jsonBytes()) } catch { throw complaint(about: error) }
    }

    /// A complaint about text that is no JSON: with line and column.
    private func complaint(_ error: JSONError) -> Failure {
        let before = bytes.prefix(error.offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
        return Failure(.failed, "\(name):\(line):\(column): \(error.path.isEmpty ? "" : error.path + ": ")\(error.reason)")
    }

    /// A complaint about a field; the offset belongs to a rewritten text and is left out.
    func complaint(about error: JSONError) -> Failure {
        Failure(.failed, "\(name): \(error.path.isEmpty ? "" : error.path + ": ")\(error.reason)")
    }
}
