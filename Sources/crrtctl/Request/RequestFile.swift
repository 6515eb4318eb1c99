import Varlink

/// A file that holds a request: YAML where its name says so, else JSON as `show --json` prints it.
enum RequestFile {
    /// The fields that the daemon sets. They are not part of the terms.
    static let minted = ["id", "state", "filled", "remark", "revision", "referrals", "filedPrecedence"]

    /// - Throws: `failed` for a file that cannot be read or holds no record.
    static func read(_ path: String) throws(Failure) -> JSONObject {
        guard isYAML(path) else { return try InputFile(path).record("request") }
        return try YAMLRecord(path).record("request")
    }

    /// Whether the name says that it is YAML.
    static func isYAML(_ path: String) -> Bool {
        let small = path.lowercased()
        return small.hasSuffix(".yaml") || small.hasSuffix(".yml")
    }

    /// What errors call the file.
    static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

    /// The terms alone, without the fields that the daemon sets.
    static func terms(_ object: JSONObject) -> JSONObject { JSONObject(object.members.filter { !minted.contains($0.name) }) }
}
