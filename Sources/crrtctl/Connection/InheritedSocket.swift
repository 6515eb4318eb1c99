import Glibc

/// Where the peer of a bridge is: the standard streams, or the one socket that the parent process passed on (sd_listen_fds(3)).
enum InheritedSocket {
    private static let first: Int32 = 3

    static func peer(environment: (String) -> String?) throws(Failure) -> (input: Int32, output: Int32) {
        if let mode = environment("SYSTEMD_VARLINK_LISTEN"), mode != "-" {
            throw .usage("SYSTEMD_VARLINK_LISTEN=\(mode): a bridge serves its standard streams only; set it to -")
        }
        guard isForThisProcess(environment("LISTEN_PID")), let count = environment("LISTEN_FDS"), count != "0" else {
            return (Terminal.input, Terminal.output)
        }
        guard count == "1", isConnected(first) else {
            throw .usage("LISTEN_FDS=\(count): a bridge takes one socket, connected already")
        }
        return (first, first)
    }

    /// Whether the parent process wants to speak Varlink with this program.
    static func isOffered(_ environment: (String) -> String?) -> Bool {
        environment("SYSTEMD_VARLINK_LISTEN") != nil || (environment("LISTEN_FDS") != nil && isForThisProcess(environment("LISTEN_PID")))
    }

    private static func isForThisProcess(_ process: String?) -> Bool { process == nil || process == "\(getpid())" }

    private static func isConnected(_ descriptor: Int32) -> Bool {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) == 0 }
        }
    }
}
