import Glibc
import Systemd
import Testing

@Suite struct WatchdogTests {
    @Test func theIntervalIsTheManagers() async {
        await #expect(processExitsWith: .success) {
            setenv("WATCHDOG_USEC", "30000000", 1)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            #expect(Watchdog.interval == .seconds(30))
        }
    }

    @Test func anotherProcessIsNotMeant() async {
        await #expect(processExitsWith: .success) {
            setenv("WATCHDOG_USEC", "30000000", 1)
            setenv("WATCHDOG_PID", "1", 1)
            #expect(Watchdog.interval == nil)
        }
    }

    @Test(arguments: ["", "soon", "0"])
    func nothingUsableMeansNoWatchdog(_ text: String) async {
        await #expect(processExitsWith: .success) { [text] in
            setenv("WATCHDOG_USEC", text, 1)
            unsetenv("WATCHDOG_PID")
            #expect(Watchdog.interval == nil)
        }
    }

    @Test func noEnvironmentMeansNoWatchdog() async {
        await #expect(processExitsWith: .success) {
            unsetenv("WATCHDOG_USEC")
            #expect(Watchdog.interval == nil)
        }
    }
}
