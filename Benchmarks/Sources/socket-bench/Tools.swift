import CRRTProtocol
import Foundation
import Measuring
import Varlink

/// The C programs beside this one.
struct Tools {
    let folder: String
    let work: String

    struct Load {
        var callsPerSecond: Double
        var median: Double
        var p99: Double
        var errors: Int
        var replyBytes: Int
    }

    /// `core`: the load runs there alone.
    func load(
        _ socket: String, _ messages: [[UInt8]], clients: Int, depth: Int, milliseconds: Int, preamble: [[UInt8]] = [], core: Int? = nil
    ) throws -> Load {
        let file = try write("messages", messages)
        var arguments = [folder + "/load", socket, file, String(clients), String(depth), String(milliseconds)]
        if !preamble.isEmpty { arguments.append(try write("preamble", preamble)) }
        if let core { arguments = ["taskset", "-c", String(core)] + arguments }
        let words = try run(arguments[0], Array(arguments.dropFirst())).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard words.count == 6 else { throw Failure("load said something else than six numbers") }
        return Load(callsPerSecond: words[0] / words[1], median: words[2], p99: words[3], errors: Int(words[4]), replyBytes: Int(words[5]))
    }

    private func write(_ name: String, _ messages: [[UInt8]]) throws -> String {
        let path = work + "/" + name
        try Data(messages.flatMap { $0 + [0] }).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Milliseconds: median and 99th percentile; resident KiB where it is a service.
    func launch(_ mode: String, runs: Int, _ command: [String]) throws -> (median: Double, p99: Double, kib: Double) {
        let words = try run(folder + "/launch", [mode, String(runs)] + command).split(whereSeparator: \.isWhitespace)
            .compactMap { Double($0) }
        guard words.count == 3 else { throw Failure("launch said something else than three numbers") }
        return (words[0], words[1], words[2])
    }

    static func message<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters) -> [UInt8] {
        message(M.name, parameters.jsonBytes())
    }

    static func message(_ method: String, _ parameters: [UInt8] = Array("{}".utf8)) -> [UInt8] {
        Array("{\"method\":\"\(method)\",\"parameters\":".utf8) + parameters + Array("}".utf8)
    }

    /// Which cores a process's threads may run on.
    static func pin(_ process: Int32, _ cores: String) throws {
        try run("taskset", ["-a", "-c", "-p", cores, String(process)])
    }
}
