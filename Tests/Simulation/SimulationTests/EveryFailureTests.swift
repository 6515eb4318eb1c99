import Simulation
import Testing

@Suite("Every n-th failure", .serialized)
struct EveryFailureTests {
    @Test("a call is done whole, or refused and not there", arguments: Contract.changes)
    func everyOperation(method: String) throws {
        var every = try EveryFailure()
        for (operation, errno) in EveryFailure.errors {
            let failures = try every.run(method, operation, errno: errno)
            // What a call always does.
            if operation == .write || operation == .sync { #expect(failures > 0, "\(operation)") }
        }
        try every.verify()
    }
}
