import Glibc
import Simulation
import Testing

@Suite("Every n-th failure")
struct EveryFailureTests {
    @Test("a call is done whole, or refused and not there", arguments: Contract.changes)
    func everyOperation(method: String) throws {
        var every = try EveryFailure()
        // The other kinds take minutes: crrtd-simulate --every-failure.
        for (operation, errno) in EveryFailure.errors where operation == .write && errno == ENOSPC || operation == .sync {
            let failures = try every.run(method, operation, errno: errno)
            #expect(failures > 0, "\(operation)")
        }
        try every.verify()
    }
}
