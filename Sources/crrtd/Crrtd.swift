import ArgumentParser
import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTService
import Glibc
import Logging
import Systemd

/// `crrtd`: the daemon. It stays in the foreground and stops cleanly on SIGTERM and SIGINT.
@main
struct Crrtd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crrtd", abstract: "The dispatch and tasking daemon for Cyber Rapid Response Teams.",
        discussion:
            "Exit status: 0 stopped, 2 cancelled, 64 usage, 69 the socket or the database is not available, 73 a file cannot be made, "
            + "74 damaged database, 75 the disk failed a commit and the daemon is to be started anew, 78 configuration.",
        version: "crrtd \(Version.text)")

    @Option(help: ArgumentHelp("The configuration folder (default: /etc/crrtd).", valueName: "dir"))
    var config: String?

    @Option(help: ArgumentHelp("The folder of the database (default: $STATE_DIRECTORY, else /var/lib/crrtd).", valueName: "dir"))
    var state: String?

    @Option(help: ArgumentHelp("The socket (default: the activated one, else /run/crrtd/io.crrtd).", valueName: "path"))
    var socket: String?

    @Option(
        help: ArgumentHelp(
            "The instance's name. In the defaults above, /etc/crrtd, /var/lib/crrtd and /run/crrtd are then followed by /<name>.",
            valueName: "name"))
    var instance: String?

    @Flag(help: "Say whether the configuration can be used, and stop.")
    var checkConfig = false

    @Option(
        help: ArgumentHelp("Put this backup in the place of the database, and stop; 'crrtctl restore' does it.", valueName: "file"))
    var restore: String?

    @Flag(help: "Make the database's rows anew from its journal, and stop; names, receipts and checkpoints are kept.")
    var rebuild = false

    @Flag(help: "With --restore and --rebuild: check, show what would be replaced, and change nothing.")
    var check = false

    @Flag(help: "With --restore and --rebuild: do not ask.")
    var yes = false

    @Option(
        help: ArgumentHelp("With --restore and --rebuild: whose signatures of the journal count; may be repeated.", valueName: "file"))
    var publicKey: [String] = []

    @Option(help: ArgumentHelp("Make a key to sign the journal with, in a new file and FILE.pub, and stop.", valueName: "file"))
    var newSigningKey: String?

    static func main() {
        StandardStreams.fill()
        main(nil)
    }

    func validate() throws {
        if restore == nil, !rebuild, check || yes || !publicKey.isEmpty {
            throw ValidationError("--check, --yes and --public-key belong to --restore and --rebuild.")
        }
        if restore != nil, rebuild { throw ValidationError("--restore and --rebuild are two ways; give one.") }
        if let instance, !InstanceName.isValid(instance) {
            throw ValidationError("--instance is \(quoted(instance)); write 1 to 32 letters, digits, - or _.")
        }
    }

    func run() throws {
        do {
            if let newSigningKey { return try NewSigningKey.make(newSigningKey) }
            if let restore {
                return try Restore(path: restore, paths: paths, checkOnly: check, yes: yes, publicKeys: publicKey).run()
            }
            if rebuild { return try RebuildRows(paths: paths, checkOnly: check, yes: yes, publicKeys: publicKey).run() }
            try Daemon(paths: paths, checkOnly: checkConfig).run()
        } catch let failure as BootFailure {
            failure.report()
            throw ExitCode(failure.status)
        }
    }

    private var paths: Paths {
        let standard = Paths.standard(instance)
        return Paths(
            configuration: config ?? standard.configuration, state: state ?? environment("STATE_DIRECTORY") ?? standard.state,
            socket: socket, defaultSocket: standard.socket, credentials: environment("CREDENTIALS_DIRECTORY"), instance: instance)
    }

    private func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// The paths of this daemon's configuration, state and socket.
struct Paths {
    var configuration: String
    var state: String
    /// The socket of the command line; nil for the inherited or the default one.
    var socket: String?
    var defaultSocket: String
    /// The service manager's folder of credentials (systemd.exec(5)); nil where there is none.
    var credentials: String?
    var instance: String?

    var database: String { state + "/crrtd.db" }

    /// The paths that the packages' units give an instance.
    static func standard(_ instance: String?) -> (configuration: String, state: String, socket: String) {
        let below = instance.map { "/\($0)" } ?? ""
        return ("/etc/crrtd" + below, "/var/lib/crrtd" + below, "/run/crrtd" + below + "/io.crrtd")
    }

    /// The socket that this daemon creates itself; nil where the service manager passes one.
    var ownSocket: String? { socket ?? (getenv("LISTEN_FDS") == nil ? defaultSocket : nil) }
}

/// Why the daemon does not start, with its exit status (sysexits.h).
struct BootFailure: Error {
    var status: Int32
    var reason: String

    /// Logs it to the journal with its message id and status, or writes a line to standard error.
    func report() {
        guard JournalLogHandler.standardErrorIsJournal else { return StandardError.write("crrtd: \(SafeText.oneLine(reason))\n") }
        let log = Logger(label: "crrtd") { JournalLogHandler(label: $0, fieldPrefix: "CRRT_", destination: .journal) }
        log.critical("\(reason)", metadata: MessageID.notStarted.with(["exitStatus": "\(status)"]))
    }

    static func configuration(_ reason: String) -> BootFailure { BootFailure(status: 78, reason: reason) }
    static func damaged(_ reason: String) -> BootFailure { BootFailure(status: 74, reason: reason) }
    static func cannotCreate(_ reason: String) -> BootFailure { BootFailure(status: 73, reason: reason) }
    static func unavailable(_ reason: String) -> BootFailure { BootFailure(status: 69, reason: reason) }
}

enum StandardError {
    static func write(_ text: String) {
        text.withCString { _ = Glibc.write(STDERR_FILENO, $0, strlen($0)) }
    }
}
