@preconcurrency import Glibc

/// An ssh that runs `crrtctl bridge` on another machine, with a socket of ours as its standard input and output.
final class RemoteShell {
    private let process: pid_t
    private var ended: Int32?

    private init(process: pid_t) { self.process = process }

    /// Starts it; gives our end of the socket, which the caller owns.
    static func start(host: String, bridge: String) throws(Failure) -> (RemoteShell, Int32) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Failure(.unreachable, "no socket for ssh: \(String(cString: strerror(errno)))")
        }
        defer { close(ends[1]) }
        do throws(Failure) {
            return (RemoteShell(process: try spawn(["ssh", "-T", "--", host, bridge], standardStreams: ends[1])), ends[0])
        } catch {
            close(ends[0])
            throw error
        }
    }

    private static func spawn(_ words: [String], standardStreams socket: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, socket, 0)
        posix_spawn_file_actions_adddup2(&actions, socket, 1)
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, words[0], &actions, nil, arguments, environ)
        guard code == 0 else { throw Failure(.unreachable, "\(words[0]) does not start: \(String(cString: strerror(code)))") }
        return process
    }

    /// Waits for its end, which follows that of the connection, and says in words what the exit status means.
    func reason() -> String {
        if ended == nil {
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            ended = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
        }
        return switch ended {
        case 255: "ssh could not connect or log in"
        case 127: "there is no crrtctl in the far account's PATH"
        case ExitStatus.unreachable.rawValue: "the far crrtctl reaches no daemon"
        default: "the far end closed the connection (status \(ended ?? 0))"
        }
    }
}
