import Glibc
import Systemd
import Testing

/// What arrives at a real notification socket. Each test changes its environment, hence in a process of its own.
@Suite struct NotifierTests {
    @Test func everyMessageArrives() async {
        await #expect(processExitsWith: .success) {
            let manager = try DatagramReceiver()
            setenv("NOTIFY_SOCKET", manager.path, 1)
            let notifier = Notifier()
            #expect(notifier.ready(status: "3 requests open"))
            #expect(manager.nextText() == "READY=1\nSTATUS=3 requests open")
            #expect(notifier.ready())
            #expect(manager.nextText() == "READY=1")
            #expect(notifier.status("seq 12"))
            #expect(manager.nextText() == "STATUS=seq 12")
            #expect(notifier.stopping())
            #expect(manager.nextText() == "STOPPING=1")
            #expect(notifier.watchdog())
            #expect(manager.nextText() == "WATCHDOG=1")
            #expect(notifier.extendTimeout(by: .milliseconds(2500)))
            #expect(manager.nextText() == "EXTEND_TIMEOUT_USEC=2500000")
            #expect(manager.nextText() == nil)
        }
    }

    @Test func reloadingCarriesTheMonotonicTime() async {
        await #expect(processExitsWith: .success) {
            let manager = try DatagramReceiver()
            setenv("NOTIFY_SOCKET", manager.path, 1)
            var before = timespec()
            clock_gettime(CLOCK_MONOTONIC, &before)
            Notifier().reloading()
            let lines = try #require(manager.nextText()).split(separator: "\n")
            #expect(lines.first == "RELOADING=1")
            let stamp = try #require(lines.last?.split(separator: "=").last.flatMap { Int($0) })
            #expect(stamp / 1_000_000 - before.tv_sec <= 60)
            #expect(stamp / 1_000_000 >= before.tv_sec)
        }
    }

    @Test func aStatusCannotForgeAnAssignment() async {
        await #expect(processExitsWith: .success) {
            let manager = try DatagramReceiver()
            setenv("NOTIFY_SOCKET", manager.path, 1)
            Notifier().status("one\nSTOPPING=1\u{1b}[31m")
            #expect(manager.nextText() == "STATUS=one\\nSTOPPING=1\\u{1b}[31m")
        }
    }

    @Test func withoutASocketNothingHappens() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")
            #expect(!Notifier().ready())
        }
    }

    @Test func aSocketThatIsGoneIsNoReasonToStop() async {
        await #expect(processExitsWith: .success) {
            setenv("NOTIFY_SOCKET", "/no/such/socket", 1)
            #expect(!Notifier().ready())
        }
    }
}
