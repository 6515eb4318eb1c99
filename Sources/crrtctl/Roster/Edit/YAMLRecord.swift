import CRRTDomain
import Glibc
import Varlink

/// A record in YAML, parsed by the program `crrtctl-yaml`. It keeps the location of every field, so that a complaint about one, made
/// here or by the daemon, names a line.
struct YAMLRecord {
    /// Lines and columns from 1.
    private struct Location {
        var value: (line: Int64, column: Int64)
        var key: (line: Int64, column: Int64)
    }

    let name: String
    private var object: JSONObject
    private var locations: [String: Location] = [:]

    /// - Parameters:
    ///   - path: The file; `-` for standard input.
    ///   - program: The path of `crrtctl-yaml`; nil if it is not installed.
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
            let location = [answer["line"], answer["column"]].compactMap { $0?.integerValue }.map { ":\($0)" }.joined()
            throw Failure(.failed, "\(path)\(location): \(answer["reason"]?.stringValue ?? "is no YAML")")
        }
        guard let value = answer["value"], value != .null else { throw Failure(.failed, "\(path): holds no record") }
        guard case .object(let object) = value else { throw Failure(.failed, "\(path):1: must hold fields, such as 'id: EST-0042'") }
        self.object = RecordSpelling.corrected(YAMLRecord.normalized(object))
        locations = YAMLRecord.locations(answer)
    }

    private static func locations(_ answer: JSONObject) -> [String: Location] {
        var locations: [String: Location] = [:]
        for location in (answer["places"]?.arrayValue ?? []).compactMap(\.objectValue) {
            func number(_ name: String) -> Int64 { location[name]?.integerValue ?? 1 }
            locations[location["path"]?.stringValue ?? ""] = Location(
                value: (number("line"), number("column")), key: (number("keyLine"), number("keyColumn")))
        }
        return locations
    }

    /// The path of `crrtctl-yaml`: beside crrtctl in a build folder, in libexec in a package.
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
    /// The fields of the record, unchecked. The record may also be the value of a field of this name.
    func record(_ name: String) -> JSONObject {
        InputFile.shown(name, in: object) ?? object
    }

    /// Decodes the record strictly. The record may also be the value of a field that is named after its kind.
    func decode<Record: RosterRecord>(_: Record.Type) throws(Failure) -> Record {
        try decode(
            Record.rosterKind.rawValue, as: Record.self, required: RecordYAML.required(Record.rosterKind)
        ) { (record) throws(InvalidField) in try RosterTimes.resolved(record, now: Clock.now) }
    }

    /// The same of any record, as ``InputFile`` decodes one from JSON.
    func decode<Record: JSONDecodable>(
        _ name: String, as _: Record.Type, required: [RequiredField], rewritten: (JSONObject) throws(InvalidField) -> JSONObject
    ) throws(Failure) -> Record {
        var object = record(name)
        do throws(InvalidField) { object = try rewritten(object) } catch { throw complaint(error.field, error.reason) }
        do throws(JSONError) {
            return try Record(json: object.jsonBytes())
        } catch {
            if let missing = RequiredField.failure(error, object, of: required, source: self.name) { throw missing }
            throw complaint(error.path, error.reason, isAboutName: error.kind == .unknown)
        }
    }

    /// A complaint about a field, with its line and column if the field exists.
    func complaint(_ field: String, _ reason: String, isAboutName: Bool = false) -> Failure {
        let location = locations[field].map { isAboutName ? $0.key : $0.value }.map { ":\($0.line):\($0.column)" } ?? ""
        return Failure(.failed, "\(name)\(location): \(field.isEmpty ? "" : field + ": ")\(reason)")
    }
}

// MARK: - What YAML leaves open

extension YAMLRecord {
    /// The fields that hold numbers. All others hold text: `eng: 3332` is a language profile, though a number in YAML.
    private static let numbers: Set<String> = [
        "noticeHours", "leadHours", "minimumStrength", "revision", "skills", "minLevel", "count", "maxNoticeHours", "people", "transportKg",
        "selfSufficientDays", "travelLeadHours",
    ]

    /// The object as the contract has it: a field without a value is absent, and numbers are text where the contract has text.
    private static func normalized(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.members.filter { $0.value != .null }.map { member in
                numbers.contains(member.name) ? member : .init(name: member.name, value: texts(member.value))
            })
    }

    private static func texts(_ value: JSONValue) -> JSONValue {
        switch value {
        case .integer(let number): .string("\(number)")
        case .array(let elements): .array(elements.map(texts))
        case .object(let inner): .object(normalized(inner))
        case .null, .bool, .number, .string: value
        }
    }
}
