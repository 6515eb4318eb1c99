import ArgumentParser
import CRRTDomain
import Glibc

/// The options that every verb takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The daemon's socket; CRRT_SOCKET says the same.", valueName: "path"))
    var socket: String?

    @Option(help: ArgumentHelp("The instance of that name, such as exercise.", valueName: "name"))
    var instance: String?

    @Option(name: [.customShort("H"), .long], help: ArgumentHelp("A daemon on another machine, through ssh.", valueName: "user@host"))
    var host: String?

    @Option(name: .customLong("as"), help: ArgumentHelp("Exercise control: be this principal.", valueName: "principal"))
    var principal: String?

    @Option(
        help: ArgumentHelp("How long to wait for an answer, 30 if not given; CRRT_TIMEOUT says the same.", valueName: "seconds"),
        transform: ArgumentTransform.timeout)
    var timeout: Int?

    @Flag(help: "The reply as JSON, one document; --json=short: one line per record.")
    var json = false

    @Flag(name: .customLong(ArgumentNormalizer.shortJSON), help: .hidden)
    var jsonShort = false

    @Option(
        name: .customShort("o"),
        help: ArgumentHelp("wide: more columns, and no line is cut to the terminal's width.", valueName: "wide"))
    var width: Width?

    @Flag(help: "Tables without headings and totals.")
    var noLegend = false

    @Flag(help: "Long pages go to the terminal as they are, not through a pager.")
    var noPager = false

    @Flag(name: [.short, .long], help: "No notices, and no messages about changes that succeeded.")
    var quiet = false

    @Flag(help: "Times as date-time groups: 010600ZMAR27.")
    var dtg = false
}

/// The value of `-o`.
enum Width: String, WordArgument { case wide }

// MARK: - On a command line

extension GlobalOptions {
    /// The options that select a daemon, and the principal to act as there.
    static let daemonSelectors: Set = ["--socket", "--instance", "--host", "-H", "--as"]

    /// Whether a global option takes a value, as the parser says; nil if there is no option of this name.
    static func takesValue(_ name: String) -> Bool? {
        guard name.hasPrefix("-"), name != "-", name != "--" else { return nil }
        do {
            _ = try parse([name])
            return false
        } catch {
            return DetachedValueHint.optionWithoutValue(message(for: error)) == name ? true : nil
        }
    }
}

// MARK: - What a command works with

extension GlobalOptions {
    func context(rehearsing: Bool = false, repeating key: String? = nil) throws(Failure) -> CommandContext {
        let endpoint = try endpoint()
        let form: Screen.Form = jsonShort ? .jsonShort : json ? .json : .text
        let times = TimeStyle(now: Clock.now, dateTimeGroups: dtg)
        let daemon = DaemonConnection(
            endpoint: endpoint, principal: principal, rehearsing: rehearsing, repeating: key, timeout: try effectiveTimeout())
        return CommandContext(
            daemon: daemon,
            screen: Screen(
                form: form, legend: !noLegend, quiet: quiet, isWide: width == .wide, times: times, isRehearsal: rehearsing,
                pager: Pager(isWanted: !noPager),
                banner: { daemon.banner() }))
    }

    /// The timeout in seconds, from the option or else from CRRT_TIMEOUT; nil if neither is set.
    private func effectiveTimeout() throws(Failure) -> Int? {
        guard timeout == nil, let text = getenv("CRRT_TIMEOUT").map({ String(cString: $0) }), !text.isEmpty else { return timeout }
        do throws(InvalidField) { return try WordInput.timeout(text) } catch { throw .usage("CRRT_TIMEOUT: \(error.reason)") }
    }

    func endpoint() throws(Failure) -> Endpoint {
        try Endpoint(socket: socket, instance: instance, host: host) { name in getenv(name).map { String(cString: $0) } }
    }
}
