import Foundation

/// One run of a built program to its end. It is killed, and an error, where it has not ended after five minutes.
public struct ProgramRun {
    /// Seconds.
    private static let most = 300

    public let status: Int32
    public let output: String
    public let errors: String

    public init(
        _ name: String, _ arguments: [String], _ environment: [String: String] = [:], input: String = "", in folder: TemporaryFolder
    ) throws {
        try self.init(BuiltPrograms.url(name), name, arguments, environment, input: input, in: folder)
    }

    /// Runs any program; `name` is what messages call it.
    init(
        _ program: URL, _ name: String, _ arguments: [String], _ environment: [String: String] = [:], input: String = "",
        in folder: TemporaryFolder
    ) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProgramEnvironment.with(environment)
        // Files, not pipes: nothing can block on a reader that waits for something else.
        let run = UUID().uuidString
        let (stdin, stdout, stderr) = (folder.file(run + ".in"), folder.file(run + ".out"), folder.file(run + ".err"))
        try input.write(toFile: stdin, atomically: true, encoding: .utf8)
        for path in [stdout, stderr] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardInput = FileHandle(forReadingAtPath: stdin)
        process.standardOutput = FileHandle(forWritingAtPath: stdout)
        process.standardError = FileHandle(forWritingAtPath: stderr)
        try process.run()
        let line = "\(name) \(arguments.joined(separator: " "))"
        try WaitLimit.kill(process.processIdentifier, after: Self.most, waitingFor: "the end of \(line)") { process.waitUntilExit() }
        status = process.terminationStatus
        output = try String(contentsOfFile: stdout, encoding: .utf8)
        errors = try String(contentsOfFile: stderr, encoding: .utf8)
    }
}
