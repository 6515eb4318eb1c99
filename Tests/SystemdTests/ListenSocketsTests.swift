import Glibc
import Systemd
import Testing

/// Descriptors 3 and 4 of a process of its own are real sockets, as under socket activation.
@Suite struct ListenSocketsTests {
    @Test func namedSocketsAreTakenOnce() async {
        await #expect(processExitsWith: .success) {
            try withActivation(names: "varlink:metrics") {
                let sockets = try ListenSockets.take()
                #expect(sockets.map(\.name) == ["varlink", "metrics"])
                #expect(sockets.map(\.descriptor) == [3, 4])
                for socket in sockets { #expect(fcntl(socket.descriptor, F_GETFD) & FD_CLOEXEC != 0) }
                let again = try ListenSockets.take()
                #expect(again.isEmpty)
                #expect(getenv("LISTEN_FDS") == nil)
            }
        }
    }

    @Test func socketsWithoutNamesAreUnknown() async {
        await #expect(processExitsWith: .success) {
            try withActivation(names: nil) {
                let names = try ListenSockets.take().map(\.name)
                #expect(names == ["unknown", "unknown"])
            }
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

/// Puts sockets where the manager would, and afterwards what was there before: the test library talks to its parent there.
private func withActivation(names: String?, _ body: () throws -> Void) throws {
    let saved = [dup(3), dup(4)]
    defer {
        for (index, descriptor) in saved.enumerated() {
            if descriptor >= 0 { dup2(descriptor, Int32(3 + index)) } else { close(Int32(3 + index)) }
        }
    }
    for target in [Int32(3), 4] {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(dup2(listener, target) == target)
        if listener != target { close(listener) }
    }
    setenv("LISTEN_PID", "\(getpid())", 1)
    setenv("LISTEN_FDS", "2", 1)
    if let names { setenv("LISTEN_FDNAMES", names, 1) } else { unsetenv("LISTEN_FDNAMES") }
    try body()
}
