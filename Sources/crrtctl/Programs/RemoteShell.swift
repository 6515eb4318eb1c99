import Glibc

/// An ssh process that runs `crrtctl bridge` on another machine. Its standard input and output are a socket of this program.
final class RemoteShell {
    private let process: pid_t
    /// The exit status; nil until it was waited for.
    private var ended: Int32?

    private init(process: pid_t) { self.process = process }

    /// Starts ssh.
    ///
    /// - Returns: The process, and this end of the socket, which the caller closes.
    static func start(host: String, bridge: String) throws(Failure) -> (RemoteShell, Int32) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Failure(.unreachable, "no socket for ssh: \(SystemError.last)")
        }
        defer { close(ends[1]) }
        do throws(Failure) {
            return (RemoteShell(process: try spawn(["ssh", "-T", "--", host, bridge], standardStreams: ends[1])), ends[0])
        } catch {
            close(ends[0])
            throw error
        }
    }

    /// Starts ssh with the socket as its standard input and output.
    private static func spawn(_ words: [String], standardStreams socket: Int32) throws(Failure) -> pid_t {
        do throws(Failure) {
            return try ChildProgram.start(words, input: socket, output: socket, defaultSignals: [])
        } catch {
            throw Failure(.unreachable, error.text)
        }
    }

    /// Waits until ssh has ended, and explains its exit status. Call it only after the connection was closed.
    func reason() -> String {
        let status = ended ?? ChildProgram.wait(for: process)
        ended = status
        return switch status {
        case 255: "ssh could not connect or log in"
        case 127: "there is no crrtctl in the far account's PATH"
        case ExitStatus.unreachable.rawValue: "the far crrtctl reaches no daemon"
        default: "the far end closed the connection (status \(status))"
        }
    }
}
