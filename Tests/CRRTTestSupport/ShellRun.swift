import Foundation

/// One run of a shell's text to its end, with the programs of this checkout in its search path. It is killed after 30 seconds (status 9).
public struct ShellRun {
    public let status: Int32
    public let output: String
    public let errors: String

    /// - Parameter shell: a path.
    public init(
        _ text: String, shell: String = "/bin/bash", _ environment: [String: String] = [:], in folder: TemporaryFolder
    ) throws {
        let programs = try BuiltPrograms.url("crrtctl").deletingLastPathComponent().path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        // Threads of the tests block other signals and hand that on to what they start.
        process.arguments = ["--signal=KILL", "30", shell, "-c", text]
        process.environment = ProgramEnvironment.with(environment.merging(["PATH": programs + ":/usr/bin:/bin"]) { first, _ in first })
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let run = UUID().uuidString
        let (stdout, stderr) = (folder.file(run + ".out"), folder.file(run + ".err"))
        for path in [stdout, stderr] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: stdout)
        process.standardError = FileHandle(forWritingAtPath: stderr)
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try String(contentsOfFile: stdout, encoding: .utf8)
        errors = try String(contentsOfFile: stderr, encoding: .utf8)
    }
}
