import Foundation

/// One run of the built generator on a text. It is run as a program because SwiftPM cannot link what a plugin runs into a test as well.
struct GeneratorRun {
    var status: Int32
    /// The lines of standard error, without the path they begin with.
    var errors: [String]
    /// What was written, nil where nothing was.
    var source: String?

    init(_ text: String, file: String = "Sample") throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "\(file).varlink")
        let output = folder.appending(path: "out.swift")
        try Data(text.utf8).write(to: input)

        let process = Process()
        let pipe = Pipe()
        process.executableURL = try Self.products().appending(path: "VarlinkGenerator")
        process.arguments = [input.path, output.path]
        process.standardError = pipe
        try process.run()
        let diagnostics = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()

        status = process.terminationStatus
        errors = diagnostics.split(separator: "\n").map { $0.hasPrefix(input.path) ? String($0.dropFirst(input.path.count)) : String($0) }
            .map { String($0.drop { $0 == ":" || $0 == " " }) }
        source = try? String(contentsOf: output, encoding: .utf8)
    }

    /// The folder of built programs, which is that of the test bundle this process has loaded.
    private static func products() throws -> URL {
        let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
        let bundle = maps.split(separator: "\n").first { $0.hasSuffix(".xctest") }
        guard let bundle, let path = bundle.firstIndex(of: "/") else { throw CocoaError(.fileNoSuchFile) }
        return URL(filePath: String(bundle[path...])).deletingLastPathComponent()
    }
}
