import Dispatch
import Logging
import Synchronization

/// Keeps what is logged.
struct Recorder: LogHandler {
    struct Line: Sendable {
        var level: Logger.Level
        var text: String
        var fields: [String: String]
    }

    private final class Box: Sendable {
        let lines = Mutex<[Line]>([])
        let more = DispatchSemaphore(value: 0)
    }

    private let box = Box()
    var logLevel: Logger.Level = .trace
    var metadata: Logger.Metadata = [:]
    var lines: [Line] { box.lines.withLock { $0 } }

    var log: Logger { Logger(label: "test") { _ in self } }

    /// Returns once such a line is there.
    ///
    /// - Returns: false where none has come within 20 seconds.
    func wait(for fits: (Line) -> Bool) -> Bool {
        while !lines.contains(where: fits) {
            if box.more.wait(timeout: .now() + 20) == .timedOut { return false }
        }
        return true
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).mapValues { "\($0)" }
        box.lines.withLock { $0.append(Line(level: event.level, text: "\(event.message)", fields: fields)) }
        box.more.signal()
    }
}
