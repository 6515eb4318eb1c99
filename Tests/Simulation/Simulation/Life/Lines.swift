import Synchronization

/// Lines that are collected while something goes on.
public final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    public init() {}
    public func add(_ line: String) { lines.withLock { $0.append(line) } }
    public var all: [String] { lines.withLock { $0 } }
}
