import Dispatch
import Glibc

/// A limit for what a test waits for. A wait without end would cost a whole run its own limit, and name no test.
public enum WaitLimit {
    /// Far more than a wait takes on a busy machine, in seconds.
    public static let usual = 60

    /// Runs a body that waits for a process. Where it does not return in time, the process is killed, so that the wait ends.
    ///
    /// SIGKILL, because threads of the tests block other signals and hand that on to what they start.
    ///
    /// - Parameters:
    ///   - process: its identifier.
    ///   - seconds: how long the body may take.
    ///   - what: what it waits for, for the error.
    /// - Throws: `FixtureError` where the process was killed; else what the body throws.
    public static func kill<Value>(
        _ process: Int32, after seconds: Int = usual, waitingFor what: String, _ body: () throws -> Value
    ) throws -> Value {
        let rescue = DispatchWorkItem { _ = Glibc.kill(process, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds), execute: rescue)
        let outcome = Result { try body() }
        rescue.cancel()
        // Whether it has run.
        guard rescue.wait(timeout: .now()) == .timedOut else {
            throw FixtureError("\(what) did not come within \(seconds) s, and process \(process) was killed: \(outcome)")
        }
        return try outcome.get()
    }
}
