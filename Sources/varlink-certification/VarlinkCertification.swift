import Glibc
import Logging
import NIOCore
import NIOPosix
import VarlinkServer

/// Serves `org.varlink.certification`, or runs it as a client against another implementation of Varlink.
///
/// As a service it says `listening` on standard output once clients can connect, and ends on SIGTERM or SIGINT.
@main
enum VarlinkCertification {
    private static let usage = "usage: varlink-certification [--client] --varlink=unix:PATH"
    private static let option = "--varlink=unix:"

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let paths = arguments.filter { $0.hasPrefix(option) }.map { String($0.dropFirst(option.count)) }
        let others = arguments.filter { !$0.hasPrefix(option) }
        guard paths.count == 1, others.allSatisfy({ $0 == "--client" }) else {
            report(usage)
            exit(2)
        }
        do {
            if others.isEmpty { try serve(paths[0]) } else { try certify(paths[0]) }
        } catch {
            report("\(error)")
            exit(1)
        }
    }

    private static func certify(_ path: String) throws {
        try CertificationClient(path: path).run()
        print("Certification passed")
    }

    private static func serve(_ path: String) throws {
        // Before any thread starts, so that all of them leave these signals to this one.
        var ending = sigset_t()
        sigemptyset(&ending)
        sigaddset(&ending, SIGTERM)
        sigaddset(&ending, SIGINT)
        pthread_sigmask(SIG_BLOCK, &ending, nil)

        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let log = Logger(label: "varlink-certification") { StreamLogHandler.standardError(label: $0) }
        let server = VarlinkServer(router: CertificationService().router(), limits: ServerLimits(), group: group, log: log)
        try server.bind(path: path, mode: 0o600)
        print("listening")
        fflush(nil)
        var signal: Int32 = 0
        sigwait(&ending, &signal)
        server.closeBlocking()
        try group.syncShutdownGracefully()
    }

    private static func report(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
