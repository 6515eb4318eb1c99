import Dispatch
import Foundation
import Synchronization

/// Bodies that begin at the same moment, each in a thread of its own.
public enum Race {
    /// - Returns: what came of each, in their order, once all have ended.
    public static func run<Value: Sendable>(_ bodies: [@Sendable () throws -> Value]) -> [Result<Value, any Error>] {
        let finish = Finish<Value>()
        let (gate, ended) = (DispatchSemaphore(value: 0), DispatchGroup())
        for (number, body) in bodies.enumerated() {
            ended.enter()
            Thread {
                gate.wait()
                let result = Result { try body() }
                finish.results.withLock { $0[number] = result }
                ended.leave()
            }.start()
        }
        for _ in bodies { gate.signal() }
        ended.wait()
        return finish.results.withLock { results in bodies.indices.compactMap { results[$0] } }
    }

    private final class Finish<Value: Sendable>: Sendable {
        let results = Mutex<[Int: Result<Value, any Error>]>([:])
    }
}
