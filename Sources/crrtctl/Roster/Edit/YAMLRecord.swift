import Glibc
import Varlink

/// A record in YAML, read by the program `crrtctl-yaml`, with the place of everything in it. So a complaint about a field,
/// made here or by the daemon, names a line.
struct YAMLRecord {
    private struct Place {
        var value: (line: Int64, column: Int64)
        var key: (line: Int64, column: Int64)
    }

    let name: String
    private var object: JSONObject
    private var places: [String: Place] = [:]

    /// - Parameter program: where `crrtctl-yaml` is.
    init(_ path: String, program: String? = YAMLRecord.program) throws(Failure) {
        name = path == "-" ? "standard input" : path
        guard let program else {
            throw Failure(.failed, "crrtctl-yaml, which reads YAML, is not installed beside crrtctl", next: "write the record as JSON")
        }
        let text = try InputFile(path, for: .yaml).bytes
        let (status, bytes) = try ChildProgram.output([program, "-"], input: text)
        guard let answer = try? JSONObject(json: bytes.filter { $0 != UInt8(ascii: "\n") }) else {
            throw Failure(.failed, "\(path): cannot be read (crrtctl-yaml ended with status \(status))")
        }
        guard status == 0 else {
            let place = [answer["line"], answer["column"]].compactMap { $0?.integerValue }.map { ":\($0)" }.joined()
            throw Failure(.failed, "\(path)\(place): \(answer["reason"]?.stringValue ?? "is no YAML")")
        }
        guard let value = answer["value"], value != .null else { throw Failure(.failed, "\(path): holds no record") }
        guard case .object(let object) = value else { throw Failure(.failed, "\(path):1: must hold fields, such as 'id: EST-0042'") }
        self.object = YAMLRecord.meant(object)
        places = YAMLRecord.places(answer)
    }

    private static func places(_ answer: JSONObject) -> [String: Place] {
        var places: [String: Place] = [:]
        for place in (answer["places"]?.arrayValue ?? []).compactMap(\.objectValue) {
            func number(_ name: String) -> Int64 { place[name]?.integerValue ?? 1 }
            places[place["path"]?.stringValue ?? ""] = Place(
                value: (number("line"), number("column")), key: (number("keyLine"), number("keyColumn")))
        }
        return places
    }

    /// Beside crrtctl, as it is built; or where the package has put it.
    static var program: String? {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(decoding: path[..<max(count, 0)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { own[..<$0] } ?? ""
        let candidates = ["\(folder)/crrtctl-yaml", "\(folder)/../libexec/crrtctl/crrtctl-yaml"]
        return candidates.first { access($0, X_OK) == 0 }
    }
}

// MARK: - The record

extension YAMLRecord {
    /// The record in it, checked strictly. An object that holds just the record under its kind's name is taken as the record.
    func decode<Record: RosterRecord>(_: Record.Type) throws(Failure) -> Record {
        do throws(JSONError) {
            if case .object(let inner)? = object[Record.rosterKind.rawValue], object.members.count <= 2 {
                return try Record(json: inner.jsonBytes())
            }
            return try Record(json: object.jsonBytes())
        } catch {
            throw complaint(error.path, error.reason, isAboutName: error.kind == .unknown)
        }
    }

    /// A complaint about a field, with its line and column. A field that is not there has none.
    func complaint(_ field: String, _ reason: String, isAboutName: Bool = false) -> Failure {
        let place = places[field].map { isAboutName ? $0.key : $0.value }.map { ":\($0.line):\($0.column)" } ?? ""
        return Failure(.failed, "\(name)\(place): \(field.isEmpty ? "" : field + ": ")\(reason)")
    }
}

// MARK: - What YAML leaves open

extension YAMLRecord {
    /// All other fields hold texts: `eng: 3332` is a profile, though YAML sees a number in it.
    private static let numbers: Set<String> = ["noticeHours", "leadHours", "minimumStrength", "revision", "skills"]

    /// The members as the contract wants them: a name with nothing behind it is a field that is not there.
    private static func meant(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.members.filter { $0.value != .null }.map { member in
                numbers.contains(member.name) ? member : .init(name: member.name, value: texts(member.value))
            })
    }

    private static func texts(_ value: JSONValue) -> JSONValue {
        switch value {
        case .integer(let number): .string("\(number)")
        case .array(let elements): .array(elements.map(texts))
        case .object(let inner): .object(meant(inner))
        case .null, .bool, .number, .string: value
        }
    }
}
