import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// What a real daemon makes of signals that are sent by mistake, and of standard streams that are closed.
@Suite("Signals and streams")
struct SignalTests {
    @Test("signals that mean nothing do not end it")
    func ignored() throws {
        try RunningDaemon.with { daemon throws in
            let mistakes = [SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPIPE, SIGIO, SIGPWR, SIGSTKFLT, SIGXFSZ, 34, 40, 64]
            for number in mistakes {
                daemon.signal(number)
                #expect(try daemon.connect().call(Service.WhoAmI.self, .init()).uid == Int(geteuid()), "signal \(number)")
            }
            #expect(daemon.stop() == 0)
            for name in ["SIGUSR1", "SIGUSR2"] { #expect(daemon.logText.contains("\(name) means nothing here")) }
        }
    }

    @Test("closed standard streams are opened on /dev/null: no other file becomes one of them", arguments: ["0<&- 1>&- 2>&-", "2>&-"])
    func closed(streams: String) throws {
        try RunningDaemon.with(through: ["/bin/sh", "-c", "exec \"$@\" \(streams)", "sh"]) { daemon throws in
            let folder = "/proc/\(daemon.processIdentifier)/fd/"
            for number in streams.count > 5 ? 0...2 : 2...2 {
                #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "\(number)") == "/dev/null")
            }
        }
    }
}
