import Dispatch
import Synchronization
import Testing

@testable import crrtd

/// A start that takes long gets the time that it needs, one that hangs does not.
@Suite("A long start", .serialized) struct StartTimeoutExtensionTests {
    /// What the service manager was told.
    private final class Told: Sendable {
        private let phases = Mutex<[String?]>([])
        private let asked = DispatchSemaphore(value: 0)

        var all: [String?] { phases.withLock { $0 } }

        func tell(_ phase: String?) {
            phases.withLock { $0.append(phase) }
            asked.signal()
        }

        func wait(seconds: Double) -> Bool { asked.wait(timeout: .now() + seconds) == .success }
    }

    @Test("it asks when a phase begins, and again while it works")
    func working() {
        let told = Told()
        let start = StartTimeoutExtension(interval: .milliseconds(50)) { told.tell($0) }
        start.phase("migrating")
        #expect(told.wait(seconds: 20))
        #expect(told.all.first == "migrating")
        var sum: UInt64 = 1
        while !told.wait(seconds: 0) { for number in 1...100_000 { sum = sum &* 31 &+ UInt64(number) } }
        #expect(sum != 0 && told.all.contains(nil))
        start.end()
    }
}
