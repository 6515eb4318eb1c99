public import Foundation

/// The programs of this checkout, as built beside the tests that run.
public enum BuiltPrograms {
    /// The folder of the test bundle that this process has loaded.
    private static let folder: URL? = {
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8),
            let line = maps.split(separator: "\n").first(where: { $0.hasSuffix(".xctest") }), let path = line.firstIndex(of: "/")
        else { return nil }
        return URL(fileURLWithPath: String(line[path...])).deletingLastPathComponent()
    }()

    public static func url(_ name: String) throws -> URL {
        guard let url = folder?.appendingPathComponent(name), FileManager.default.isExecutableFile(atPath: url.path) else {
            throw FixtureError("\(name) is not built beside the tests")
        }
        return url
    }

    /// The checkout's own folder, for samples.
    public static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

public struct FixtureError: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
