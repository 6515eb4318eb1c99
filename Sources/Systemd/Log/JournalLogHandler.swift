internal import Glibc
public import Logging

/// Logs to systemd's journal with native fields, or to standard error where that is not connected to the journal.
///
/// In the journal, each metadata entry is a field. A key that is a field name already (`MESSAGE_ID`) is kept. Any other is turned into one
/// after the prefix: `callerUid` becomes `CRRT_CALLER_UID` with the prefix `CRRT_`.
///
/// On standard error, an entry is `key=value` after the message. The level begins the line (`notice:`), for the journal as its priority
/// (`<5>`, sd-daemon(3)). Line breaks and control characters are escaped everywhere, so that no value can forge a line.
public struct JournalLogHandler: LogHandler {
    /// Where entries go.
    public enum Destination: Sendable, Hashable {
        /// The journal where `JOURNAL_STREAM` says that standard error is connected to it, otherwise standard error.
        case automatic
        /// Always this one, whatever standard error is connected to.
        case journal, standardError
    }

    /// Whether standard error is connected to the journal. Native entries then say more than lines do.
    public static var standardErrorIsJournal: Bool { LogOutput.standardErrorIsJournal }

    /// The level of `threshold` where there is one, otherwise this handler's own.
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
    ///   - label: The logger's label, shown as the field `LOGGER`.
    ///   - fieldPrefix: Capitals and underscores, such as `CRRT_`.
    ///   - destination: Where entries go.
    ///   - metadataProvider: Adds metadata to every entry; nil for none.
    ///   - threshold: The level from which entries are logged, asked for each entry; nil where each logger has its own.
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
            location: LogEntry.SourceLocation(file: event.file, function: event.function, line: Int(event.line)), label: label)
        output.write(entry, fieldPrefix: fieldPrefix)
    }

    /// The metadata, sorted by key so that lines can be compared. The event's own goes before the handler's.
    private func pairs(_ event: LogEvent) -> [(key: String, value: String)] {
        var merged = metadata
        for more in [metadataProvider?.get(), event.metadata] {
            if let more { merged.merge(more) { _, later in later } }
        }
        if let error = event.error { merged["error"] = "\(error)" }
        return merged.map { (key: $0.key, value: "\($0.value)") }.sorted { $0.key < $1.key }
    }
}
