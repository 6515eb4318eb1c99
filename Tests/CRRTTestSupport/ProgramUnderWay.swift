import Foundation
import Glibc

/// A built program that has not ended yet, with its output and its errors, together and in order.
public final class ProgramUnderWay {
    private let process = Process()
    private let reading: FileHandle
    public private(set) var output = ""

    public init(_ name: String, _ arguments: [String], _ environment: [String: String] = [:]) throws {
        process.executableURL = try BuiltPrograms.url(name)
        process.arguments = arguments
        process.environment = ProgramEnvironment.with(environment)
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        reading = pipe.fileHandleForReading
        try process.run()
        try pipe.fileHandleForWriting.close()
    }

    /// Returns once its output contains a text.
    ///
    /// - Throws: `FixtureError` where it ends before, or is killed because it says nothing of that in time.
    public func wait(for text: String) throws {
        try WaitLimit.kill(process.processIdentifier, waitingFor: "'\(text)'") {
            while !output.contains(text) {
                let more = reading.availableData
                if more.isEmpty { throw FixtureError("it ended without '\(text)': \(output)") }
                output += String(decoding: more, as: UTF8.self)
            }
        }
    }

    public func interrupt() { process.interrupt() }

    /// Ends it at once: a thread of the tests may have handed on that it blocks the other signals.
    public func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

    /// Waits for its end.
    ///
    /// - Returns: the exit status.
    public func end() -> Int32 {
        output += String(decoding: reading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus
    }
}
