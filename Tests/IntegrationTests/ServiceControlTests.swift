import CRRTProtocol
import CRRTTestSupport
import Foundation
import Testing
import Varlink

/// `io.systemd.service`, as systemd's tools ask for it.
@Suite("Control by systemd's tools")
struct ServiceControlTests {
    @Test("it answers a ping, tells its log level, and takes another one until the next reload")
    func levels() throws {
        try RunningDaemon.with { daemon in
            let client = try daemon.connect()
            _ = try client.call(ServiceControl.Ping.self, .init())
            // TestSite has debug.
            #expect(try client.call(ServiceControl.GetLogLevel.self, .init()).level == 7)
            for (asked, given) in [(0, 2), (3, 3), (5, 5), (7, 7), (4, 4)] {
                _ = try client.call(ServiceControl.SetLogLevel.self, .init(level: asked))
                #expect(try client.call(ServiceControl.GetLogLevel.self, .init()).level == given)
            }
            for nonsense in [-1, 8, .max] {
                let answer = try client.ask(ServiceControl.SetLogLevel.self, .init(level: nonsense))
                #expect(answer.errorName == "InvalidRecord")
            }
            // A warning is the least that is logged now: of this reload there is no line; of the next there is.
            let quiet = daemon.logText
            _ = try client.call(ServiceControl.Reload.self, .init())
            #expect(try client.call(ServiceControl.GetLogLevel.self, .init()).level == 7)
            _ = try client.call(ServiceControl.Reload.self, .init())
            #expect(daemon.logText.dropFirst(quiet.count).contains("configuration reloaded"))
        }
    }

    @Test("a reload of a bad configuration is refused by name, and the level with it")
    func badReload() throws {
        try RunningDaemon.with { daemon in
            let client = try daemon.connect()
            _ = try client.call(ServiceControl.SetLogLevel.self, .init(level: 4))
            try daemon.folder.write("logLevel: loud\n", to: "etc/crrtd.yaml")
            let answer = try client.ask(ServiceControl.Reload.self, .init())
            #expect(answer.errorName == "InvalidRecord")
            #expect(try client.call(ServiceControl.GetLogLevel.self, .init()).level == 4)
        }
    }
}
