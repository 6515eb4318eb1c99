internal import CSystemd
internal import Glibc

/// Where entries go. It is decided when the handler is made.
enum LogOutput {
    case journal
    case standardError(isJournal: Bool)

    init(_ destination: JournalLogHandler.Destination) {
        let isJournal = LogOutput.standardErrorIsJournal
        self =
            switch destination {
            case .automatic where isJournal, .journal: .journal
            case .automatic, .standardError: .standardError(isJournal: isJournal)
            }
    }

    /// Writes an entry. What the journal refuses goes to standard error.
    func write(_ entry: LogEntry, fieldPrefix: String) {
        switch self {
        case .journal:
            guard !LogOutput.send(entry.fields(prefix: fieldPrefix)) else { return }
            LogOutput.writeLine(entry.line(forJournal: LogOutput.standardErrorIsJournal))
        case .standardError(let isJournal):
            LogOutput.writeLine(entry.line(forJournal: isJournal))
        }
    }

    /// `JOURNAL_STREAM` names device and inode of the stream that the manager connected to the journal (systemd.exec(5)).
    ///
    /// The variable is inherited even where standard error was redirected afterwards, hence the comparison.
    static var standardErrorIsJournal: Bool {
        guard let stream = getenv("JOURNAL_STREAM").map({ String(cString: $0) }) else { return false }
        var status = stat()
        return fstat(STDERR_FILENO, &status) == 0 && stream == "\(status.st_dev):\(status.st_ino)"
    }

    private static func send(_ fields: [String]) -> Bool {
        var bytes = fields.flatMap { Array($0.utf8) }
        let lengths = fields.map(\.utf8.count)
        return bytes.withUnsafeMutableBytes { buffer in
            var start = 0
            let parts = lengths.map { length in
                defer { start += length }
                return iovec(iov_base: buffer.baseAddress.map { $0 + start }, iov_len: length)
            }
            return sd_journal_sendv(parts, Int32(parts.count)) == 0
        }
    }

    /// One write, so that lines of several threads do not mix. An error is ignored, because there is no other place to log it.
    private static func writeLine(_ line: String) {
        var rest = Array(line.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
