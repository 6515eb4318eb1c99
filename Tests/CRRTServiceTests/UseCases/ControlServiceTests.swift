import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Dispatch
import Testing

/// What a monitor that pings the daemon learns.
@Suite("Ping")
struct ControlServiceTests {
    @Test("a daemon whose writer hangs does not answer, and answers once it goes on")
    func hungWriter() throws {
        try InProcessDesk.with { desk in
            let (hangs, goesOn, answered) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            desk.store.write { _ in
                hangs.signal()
                goesOn.wait()
            } then: { _ in
            }
            hangs.wait()
            DispatchQueue.global().async {
                if (try? desk.call(ServiceControl.Ping.self, .init(), as: TestSite.administrator)) != nil { answered.signal() }
            }
            #expect(answered.wait(timeout: .now() + 0.4) == .timedOut, "a hung writer was called well")
            goesOn.signal()
            #expect(answered.wait(timeout: .now() + 20) == .success)
        }
    }
}
