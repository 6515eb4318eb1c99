import CRRTProtocol
import Foundation
import Measuring
import Varlink

/// A real crrtd on a socket of its own.
final class Daemon {
    let socket: String
    private let program: String
    private let arguments: [String]
    private let log: String
    private var process: Process?

    init(program: String, site: Site, state: String, folder: String) {
        self.program = program
        socket = folder + "/socket"
        log = folder + "/crrtd.log"
        arguments = ["--config", site.folder, "--state", state]
    }

    /// The command line for a program that hands over the socket.
    var commandLine: [String] { [program] + arguments }
    var processID: Int32 { process?.processIdentifier ?? 0 }
    var residentMiB: Double { Double(residentBytes(of: String(processID))) / 1_048_576 }
    /// The peak since it was started.
    var peakMiB: Double { Double(peakResidentBytes(of: String(processID))) / 1_048_576 }

    /// Returns once it answers.
    func start() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments + ["--socket", socket]
        process.standardInput = FileHandle.nullDevice
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: log)
        try process.run()
        self.process = process
        for _ in 0..<60_000 {
            if !process.isRunning { break }
            if let client = try? VarlinkClient(path: socket) {
                _ = try client.callRaw("org.varlink.service.GetInfo", Array("{}".utf8))
                return
            }
            usleep(5000)
        }
        throw Failure("crrtd does not answer; see \(log)")
    }

    func stop() {
        process?.terminate()
        process?.waitUntilExit()
        process = nil
    }

    /// A connection that speaks as this principal.
    func connect(as principal: String) throws -> VarlinkClient {
        let client = try VarlinkClient(path: socket)
        client.timeout = 600
        _ = try client.call(Service.ActAs.self, .init(principal: principal))
        return client
    }
}

/// Runs a program to its end. - Returns: what it wrote.
@discardableResult
func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program.contains("/") ? program : "/usr/bin/env")
    process.arguments = program.contains("/") ? arguments : [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    guard process.terminationStatus == 0 else { throw Failure("\(program) \(arguments.joined(separator: " ")): \(text)") }
    return text
}

/// `run`, where a method of that name hides it.
func output(of program: String, _ arguments: [String]) throws -> String { try run(program, arguments) }
