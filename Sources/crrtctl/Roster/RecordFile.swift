import Varlink

/// One record in a file: YAML where its name says so, else JSON as `show --json` prints it.
enum RecordFile<Record: RosterRecord> {
    static func read(_ path: String) throws(Failure) -> Record {
        let name = path.lowercased()
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            return try InputFile(path).decode(Record.rosterKind.rawValue, as: Record.self)
        }
        return try YAMLRecord(path).decode(Record.self)
    }
}
