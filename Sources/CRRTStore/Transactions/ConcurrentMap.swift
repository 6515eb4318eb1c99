import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// `map` on all processors, where there is enough to do; the order is kept.
    ///
    /// - Throws: what `convert` throws for the first element that it throws for.
    public func concurrentMap<Value: Sendable>(_ convert: @Sendable (Element) throws -> Value) throws -> [Value] {
        let piece = 128
        guard count > 2 * piece else { return try map(convert) }
        let pieces = (count + piece - 1) / piece
        let results = Mutex([Result<[Value], any Error>?](repeating: nil, count: pieces))
        DispatchQueue.concurrentPerform(iterations: pieces) { number in
            let result = Result { try self[number * piece..<Swift.min(count, (number + 1) * piece)].map(convert) }
            results.withLock { $0[number] = result }
        }
        return try results.withLock { results in try results.flatMap { try $0?.get() ?? [] } }
    }
}
