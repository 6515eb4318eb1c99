internal import Logging

/// A message with its metadata, and its two forms: fields for the journal, a line for standard error.
struct LogEntry {
    struct SourceLocation {
        let file: String
        let function: String
        let line: Int
    }

    /// As in syslog(3): 7 for debug to 0 for emergency.
    let priority: Int
    let level: String
    let message: String
    /// Sorted by key.
    let pairs: [(key: String, value: String)]
    let location: SourceLocation
    let label: String

    static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// `NAME=value` each. Values are one line, so that the plain export form cannot mislead either.
    func fields(prefix: String) -> [String] {
        let own = [
            ("MESSAGE", message), ("PRIORITY", String(priority)), ("CODE_FILE", location.file), ("CODE_LINE", String(location.line)),
            ("CODE_FUNC", location.function), ("LOGGER", label),
        ]
        let taken = own.map(\.0)
        let more = pairs.map { (LogEntry.fieldName($0.key, prefix: prefix, taken: taken), $0.value) }
        return (own + more).map { $0.0 + "=" + SafeText.oneLine($0.1) }
    }

    /// `info: message key=value`, or `<6>message key=value` for the journal, which reads the priority (sd-daemon(3)). `MESSAGE_ID` is left
    /// out, because it means nothing there.
    func line(forJournal: Bool) -> String {
        let lead = forJournal ? "<\(priority)>" : "\(level): "
        let words = pairs.filter { $0.key != "MESSAGE_ID" }.map { "\(SafeText.oneLine($0.key))=\(SafeText.quoted($0.value))" }
        return lead + ([SafeText.oneLine(message)] + words).joined(separator: " ") + "\n"
    }

    /// A field name that the journal accepts: `A–Z 0–9 _`, not beginning with a digit or an underscore, at most 64
    /// (systemd.journal-fields(7)).
    static func fieldName(_ key: String, prefix: String, taken: [String]) -> String {
        if isFieldName(key) && !taken.contains(key) { return key }
        var name = prefix
        var previousIsLower = false
        for scalar in key.unicodeScalars {
            let upper = (0x41...0x5A).contains(scalar.value)
            if upper && previousIsLower { name += "_" }
            previousIsLower = (0x61...0x7A).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
            name += upper || previousIsLower ? String(scalar).uppercased() : "_"
        }
        return isFieldName(name) && !taken.contains(name) ? name : String(("X_" + name).prefix(64))
    }

    private static func isFieldName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x41...0x5A).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}
