import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// `map` on all processors, for arrays that are long enough. The order is kept.
    ///
    /// - Throws: the error of the first element for which `convert` throws.
    public func concurrentMap<Value: Sendable>(_ convert: @Sendable (Element) throws -> Value) throws -> [Value] {
        let chunk = 128
        guard count > 2 * chunk else { return try map(convert) }
        let chunks = (count + chunk - 1) / chunk
        let results = Mutex([Result<[Value], any Error>?](repeating: nil, count: chunks))
        DispatchQueue.concurrentPerform(iterations: chunks) { number in
            let result = Result { try self[number * chunk..<Swift.min(count, (number + 1) * chunk)].map(convert) }
            results.withLock { $0[number] = result }
        }
        return try results.withLock { results in try results.flatMap { try $0?.get() ?? [] } }
    }
}
