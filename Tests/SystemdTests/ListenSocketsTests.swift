import Glibc
import Systemd
import Testing

/// Descriptors 3 and 4 of a process of its own are real sockets, as under socket activation.
@Suite struct ListenSocketsTests {
    @Test func namedSocketsAreTakenOnce() async {
        await #expect(processExitsWith: .success) {
            #expect(
                holdsUnderActivation(names: "varlink:metrics") {
                    let sockets = try ListenSockets.take()
                    let again = try ListenSockets.take()
                    return sockets.map(\.name) == ["varlink", "metrics"] && sockets.map(\.descriptor) == [3, 4]
                        && sockets.allSatisfy { fcntl($0.descriptor, F_GETFD) & FD_CLOEXEC != 0 }
                        && again.isEmpty && getenv("LISTEN_FDS") == nil
                })
        }
    }

    @Test func socketsWithoutNamesAreUnknown() async {
        await #expect(processExitsWith: .success) {
            #expect(holdsUnderActivation(names: nil) { try ListenSockets.take().map(\.name) == ["unknown", "unknown"] })
        }
    }

    @Test func anotherProcessIsNotMeant() async {
        await #expect(processExitsWith: .success) {
            setenv("LISTEN_PID", "1", 1)
            setenv("LISTEN_FDS", "1", 1)
            let sockets = try ListenSockets.take()
            #expect(sockets.isEmpty)
        }
    }

    @Test func aMalformedCountIsAnError() async {
        await #expect(processExitsWith: .success) {
            setenv("LISTEN_PID", "\(getpid())", 1)
            setenv("LISTEN_FDS", "many", 1)
            let failure = #expect(throws: ListenSockets.Failure.self) { _ = try ListenSockets.take() }
            #expect(failure?.code == EINVAL)
            #expect(failure?.description == "the sockets of the service manager cannot be taken over: Invalid argument")
        }
    }
}

/// Whether something holds where sockets are at the numbers that the service manager gives them.
///
/// What was there before may be libdispatch's, whose thread ends the process when it finds a socket in the place of its own descriptor. So
/// the sockets are put there in a fork, which has only the calling thread.
private func holdsUnderActivation(names: String?, _ body: () throws -> Bool) -> Bool {
    let process = forkProcess()
    if process == 0 {
        for target in [Int32(3), 4] {
            let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            guard dup2(listener, target) == target else { _exit(2) }
            if listener != target { close(listener) }
        }
        setenv("LISTEN_PID", "\(getpid())", 1)
        setenv("LISTEN_FDS", "2", 1)
        if let names { setenv("LISTEN_FDNAMES", names, 1) } else { unsetenv("LISTEN_FDNAMES") }
        _exit((try? body()) == true ? 0 : 1)
    }
    var status: Int32 = -1
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0
}

/// fork(2), which the Glibc module does not offer to Swift.
@_silgen_name("fork") private func forkProcess() -> Int32
