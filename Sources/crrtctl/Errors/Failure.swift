import Varlink

/// Why a command fails, with details and the next command to type.
struct Failure: Error, Sendable, Equatable {
    var status: ExitStatus
    /// What went wrong, one sentence without a full stop. Empty if everything was printed already.
    var text: String
    /// One line for each wrong field, wrong line or objection.
    var details: [String] = []
    /// The next command to type.
    var next: String?
    /// The daemon's error reply, for commands that handle it.
    var remote: RemoteError?
    var connection = Connection.other

    /// What a failure means for the connection.
    enum Connection: Sendable {
        /// Nothing, or another attempt would not help.
        case other
        /// It broke. The same call may succeed on a new connection.
        case broken
        /// It could not be opened. After a broken connection, the daemon may be restarting.
        case refused
    }

    init(_ status: ExitStatus, _ text: String, details: [String] = [], next: String? = nil, remote: RemoteError? = nil) {
        self.status = status
        self.text = text
        self.details = details
        self.next = next
        self.remote = remote
    }

    static func usage(_ text: String, details: [String] = [], next: String? = nil) -> Failure {
        Failure(.usage, text, details: details, next: next)
    }

    /// A failure that only sets the exit status, because everything was printed already.
    static func silent(_ status: ExitStatus) -> Failure { Failure(status, "") }

    /// The lines for stderr, safe for a terminal.
    var lines: [String] {
        guard !text.isEmpty else { return [] }
        let first = "crrtctl: " + EscapedText.line(text)
        return [first] + details.map { "  " + EscapedText.line($0) } + (next.map { ["try: " + EscapedText.line($0)] } ?? [])
    }
}
