import ArgumentParser
import Glibc

struct Bridge: SelectsDaemon {
    static let configuration = CommandConfiguration(
        commandName: "bridge", abstract: "Passes standard input and output on to the daemon's socket; what ssh runs on the far side.",
        discussion: """
            For 'crrtctl -H user@host', 'varlinkctl call ssh-exec:host:crrtctl …' and
            'exec:': an inherited connected socket (LISTEN_FDS=1) is used instead of the
            standard streams.
            """,
        examples: ["bridge"])

    @Option(help: ArgumentHelp("The daemon's socket; CRRT_SOCKET says the same.", valueName: "path"))
    var socket: String?

    @Option(help: ArgumentHelp("The instance of that name, such as exercise.", valueName: "name"))
    var instance: String?

    func run() throws {
        let (input, output) = try InheritedSocket.peer { name in getenv(name).map { String(cString: $0) } }
        let endpoint = try Endpoint(socket: socket, instance: instance, host: nil) { name in getenv(name).map { String(cString: $0) } }
        var relay = ByteRelay(input: input, output: output, daemon: try BridgeSocket.connect(endpoint.path ?? Endpoint.usualSocket))
        let code = relay.run()
        if code != 0 { throw Failure(.failed, "write error on standard output: \(SystemError.words(code))") }
    }
}
