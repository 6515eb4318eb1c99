import CRRTProtocol
import CRRTTestSupport
import Testing

@testable import crrtctl

/// Who watches goes by the daemon's heartbeat.
@Suite struct HeartbeatTests {
    @Test func threeAreMissed() { #expect(JournalFollower.silence == 45) }

    /// The first reply has the time of any answer, the others that of the heartbeat.
    @Test func silenceEndsAWatch() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s")
            try ScriptedServer.with(path, reply: #"{"continues":true,"parameters":{"seq":7}}"#, most: 1) { _ in
                let daemon = DaemonConnection(endpoint: .socket(path), principal: nil, timeout: 20)
                var heard: [Int] = []
                #expect {
                    try daemon.stream(Journal.Watch.self, .init(), silence: 1) { answer in
                        heard.append(answer.reply.seq)
                        return true
                    }
                } throws: { error in
                    let failure = error as? Failure
                    return failure?.status == .unreachable && failure?.text == "\(path): the daemon says nothing within 1 s"
                }
                #expect(heard == [7])
            }
        }
    }
}
