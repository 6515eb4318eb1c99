import CRRTDomain
import Glibc
import Varlink

/// A file that a user names; `-` is standard input.
struct InputFile {
    /// The kind of content, which decides how large the file may be.
    enum Use {
        /// One record as JSON.
        case record
        /// One record as YAML.
        case yaml
        /// Many records, as CSV or JSON Lines.
        case roster
        /// A text that people write.
        case text
        /// A calendar, as iCalendar.
        case calendar

        /// The most bytes that are read. The daemon takes 16 MiB in one message, but a larger roster can be imported one nation at a time.
        var most: Int {
            switch self {
            case .record, .calendar: 16 << 20
            case .yaml, .text: 1 << 20
            case .roster: 64 << 20
            }
        }

        fileprivate var advice: String {
            switch self {
            case .record: "it holds one record, as 'show --json' prints it"
            case .yaml: "it holds one record"
            case .roster: "import it in parts"
            case .calendar: "export a shorter time, or one calendar alone"
            case .text: "a note has 4000 bytes at most"
            }
        }
    }

    let name: String
    /// Without a byte order mark.
    let bytes: [UInt8]

    /// Reads the whole file, up to the limit of its use.
    ///
    /// - Throws: `failed` where it cannot be read, is too large, or is no text: a workbook, UTF-16.
    init(_ path: String, for use: Use = .record) throws(Failure) {
        name = path == "-" ? "standard input" : path
        let descriptor = path == "-" ? Terminal.input : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        defer { if path != "-" { close(descriptor) } }
        let read = try InputFile.read(descriptor, name, most: use.most, advice: use.advice)
        if let form = ForeignFormat(read) {
            let isTable = form.isWorkbook && use == .roster
            throw Failure(.failed, "\(name) is \(form.name)\(isTable ? ", not CSV" : ""); \(isTable ? ForeignFormat.asCSV : form.advice)")
        }
        // The lines of a roster and a calendar are checked one by one.
        if use != .roster, use != .calendar, let offset = InvalidText.offset(in: read.span) {
            throw Failure(.failed, "\(name):\(InputFile.position(offset, in: read)): is no UTF-8 text; save it as UTF-8")
        }
        bytes = ByteOrderMark.removed(from: read)
    }

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Reads a descriptor to its end.
    ///
    /// - Parameters:
    ///   - name: the file's name, for errors.
    ///   - most: the most bytes that are read. A larger file is an error.
    ///   - advice: what the user can do about a larger file.
    static func read(_ descriptor: Int32, _ name: String, most: Int, advice: String) throws(Failure) -> [UInt8] {
        let tooLarge = Failure(.failed, "\(name) is larger than \(most >> 20) MiB, the most that is read; \(advice)")
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > most { throw tooLarge }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count > 0 {
                guard bytes.count + count <= most else { throw tooLarge }
                bytes += chunk[..<count]
            } else if errno != EINTR {
                throw Failure(.failed, "\(name): \(SystemError.last)")
            }
        }
    }
}

// MARK: - One record

extension InputFile {
    /// The JSON object in the file. If it has the form that `show --json` prints, with the record under this name, the record is returned.
    func record(_ name: String) throws(Failure) -> JSONObject {
        let object = RecordSpelling.corrected(try self.object())
        return Self.shown(name, in: object) ?? object
    }

    /// The JSON object that is the whole file, as it is written.
    func object() throws(Failure) -> JSONObject {
        do throws(JSONError) { return try JSONObject(json: bytes) } catch { throw complaint(error) }
    }

    /// The record in a document that `show --json` prints, with what stands beside it there; nil where it is no such document. A field
    /// beside the record that `show` does not print is not passed over.
    static func shown(_ name: String, in object: JSONObject) -> JSONObject? {
        guard case .object(let inner)? = object[name], object.members.allSatisfy({ $0.name == name || beside.contains($0.name) })
        else { return nil }
        return inner
    }

    private static let beside: Set = ["marking", "contacts", "serving", "pending", "seq"]

    /// The record in it, checked strictly.
    ///
    /// - Parameters:
    ///   - required: The fields that are named together where several are missing.
    ///   - rewritten: Makes of a record as people write it one as the contract has it.
    func decode<Record: JSONDecodable>(
        _ name: String, as _: Record.Type, required: [RequiredField] = [],
        rewritten: (JSONObject) throws(InvalidField) -> JSONObject = { $0 }
    ) throws(Failure) -> Record {
        var object = try record(name)
        do throws(InvalidField) { object = try rewritten(object) } catch { throw Failure(.failed, "\(self.name): \(error.words)") }
        do throws(JSONError) { return try Record(json: object.jsonBytes()) } catch {
            throw RequiredField.failure(error, object, of: required, source: self.name) ?? complaint(about: error)
        }
    }

    /// The failure for text that is not JSON, with line and column.
    private func complaint(_ error: JSONError) -> Failure {
        let position = InputFile.position(error.offset, in: bytes)
        return Failure(.failed, "\(name):\(position): \(error.path.isEmpty ? "" : error.path + ": ")\(error.reason)")
    }

    /// `3:17`: line and column, in bytes, from 1.
    private static func position(_ offset: Int, in bytes: [UInt8]) -> String {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return "\(line):\(before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1)"
    }

    /// The failure for a field. The error's offset is left out, because it is one of a rewritten text.
    func complaint(about error: JSONError) -> Failure {
        Failure(.failed, "\(name): \(error.path.isEmpty ? "" : error.path + ": ")\(error.reason)")
    }
}
