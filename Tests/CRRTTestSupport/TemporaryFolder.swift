import Foundation
import Glibc

/// A folder of its own for one test, short enough for a socket's path, removed at the end.
public struct TemporaryFolder: Sendable {
    public let path: String

    /// Others may pass through it, as through /run: the socket in it is theirs to reach.
    public static func with<Value>(_ body: (TemporaryFolder) throws -> Value) throws -> Value {
        var template = Array("/tmp/crrtd.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw FixtureError("mkdtemp: \(String(cString: strerror(errno)))") }
        let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        chmod(path, 0o755)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(TemporaryFolder(path: path))
    }

    public func file(_ name: String) -> String { path + "/" + name }

    public func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: file(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
        // Whatever the umask: what others may write, crrtd refuses.
        chmod(url.path, 0o644)
        chmod(url.deletingLastPathComponent().path, 0o755)
    }
}
