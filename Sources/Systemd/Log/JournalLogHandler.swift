internal import Glibc
public import Logging

/// Logs to systemd's journal with native fields, or to standard error where that is not the journal.
///
/// In the journal each metadata entry is a field of its own: a key that already is a field name (`MESSAGE_ID`) stands as it
/// is, any other is turned into one behind the prefix (`callerUid` → `CRRT_CALLER_UID` with the prefix `CRRT_`). On standard
/// error an entry is `key=value` behind the message; a `<N>` priority (sd-daemon(3)) leads the line unless a person reads it
/// at a terminal. Line breaks and control characters are escaped everywhere, so that no value can forge a line.
public struct JournalLogHandler: LogHandler {
    public enum Destination: Sendable, Hashable {
        /// The journal where `JOURNAL_STREAM` says that standard error is connected to it, else standard error.
        case automatic
        case journal, standardError
    }

    /// Whether what is written to standard error lands in the journal, where native entries say more.
    public static var standardErrorIsJournal: Bool { LogOutput.standardErrorIsJournal }

    /// Whatever `threshold` says, where there is one.
    public var logLevel: Logger.Level {
        get { threshold?() ?? ownLevel }
        set { ownLevel = newValue }
    }
    private var ownLevel = Logger.Level.info
    private let threshold: (@Sendable () -> Logger.Level)?
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let fieldPrefix: String
    private let output: LogOutput

    /// - Parameters:
    ///   - label: the logger's, shown as the field `LOGGER`.
    ///   - fieldPrefix: capitals and underscores, such as `CRRT_`.
    ///   - threshold: the level that is logged from, asked anew each time; nil: each logger has its own.
    public init(
        label: String, fieldPrefix: String = "", destination: Destination = .automatic, metadataProvider: Logger.MetadataProvider? = nil,
        threshold: (@Sendable () -> Logger.Level)? = nil
    ) {
        self.threshold = threshold
        self.label = label
        self.fieldPrefix = fieldPrefix
        self.metadataProvider = metadataProvider
        output = LogOutput(destination)
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let entry = LogEntry(
            priority: LogEntry.priority(event.level), level: event.level.rawValue, message: "\(event.message)", pairs: pairs(event),
            place: LogEntry.Place(file: event.file, function: event.function, line: Int(event.line)), label: label)
        output.write(entry, fieldPrefix: fieldPrefix)
    }

    /// What the event itself says goes before what surrounds it; sorted by key, so that lines compare.
    private func pairs(_ event: LogEvent) -> [(key: String, value: String)] {
        var merged = metadata
        for more in [metadataProvider?.get(), event.metadata] {
            if let more { merged.merge(more) { _, later in later } }
        }
        if let error = event.error { merged["error"] = "\(error)" }
        return merged.map { (key: $0.key, value: "\($0.value)") }.sorted { $0.key < $1.key }
    }
}
