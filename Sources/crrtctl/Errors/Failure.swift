import Varlink

/// Why a command ends without success: what went wrong, what belongs to it, and the next command to type.
struct Failure: Error, Sendable, Equatable {
    var status: ExitStatus
    /// What went wrong, one sentence without a full stop. Empty where all has been said on the screen already.
    var text: String
    /// A line each: the fields, lines or objections that were complained about.
    var details: [String] = []
    /// A command that helps on.
    var next: String?
    /// The daemon's own words, for commands that know what to do about an error.
    var remote: RemoteError?
    var connection = Connection.other

    /// What a failure says about the connection.
    enum Connection: Sendable {
        /// Nothing, or nothing that another attempt would change.
        case other
        /// It broke: the same call may go through on a fresh one.
        case broken
        /// There was none to be had. After one that broke, the daemon may be on its way back.
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

    /// Everything has been printed; only the status is left to give.
    static func silent(_ status: ExitStatus) -> Failure { Failure(status, "") }

    /// The lines for stderr, safe for a terminal.
    var lines: [String] {
        guard !text.isEmpty else { return [] }
        let first = "crrtctl: " + EscapedText.line(text)
        return [first] + details.map { "  " + EscapedText.line($0) } + (next.map { ["try: " + EscapedText.line($0)] } ?? [])
    }
}
