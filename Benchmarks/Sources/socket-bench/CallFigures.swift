import CRRTDomain
import CRRTProtocol
import Foundation
import Measuring
import SeededRoster

/// Small calls: one client on the server's core, 64 clients, and 64 with 16 calls under way each; the echo of the same size beside it.
struct CallFigures {
    let roster: SeededRoster
    let tools: Tools
    let rows: Rows
    var milliseconds = 1500
    private let allCores = "0-\(max(0, ProcessInfo.processInfo.activeProcessorCount - 1))"

    func run(_ daemon: Daemon) throws {
        let duty = [Tools.message(Service.ActAs.self, .init(principal: Site.duty))]
        var dice = Dice(seed: roster.seed, part: 9)
        let experts = try (0..<5000).map { _ in
            Tools.message(Roster.GetExpert.self, .init(id: try roster.expert(dice.below(roster.expertCount)).id.text))
        }
        let info = [Tools.message("org.varlink.service.GetInfo")]
        let bytes = try measure("GetInfo", "crrtd", daemon.socket, daemon.processID, info, [])
        try measure("GetExpert", "crrtd", daemon.socket, daemon.processID, experts, duty)
        try echo("GetInfo", bytes, info)
    }

    /// The floor: the same call, a reply of the same length, and nothing between them.
    private func echo(_ name: String, _ bytes: Int, _ messages: [[UInt8]]) throws {
        let socket = tools.work + "/echo"
        unlink(socket)
        let server = Process()
        server.executableURL = URL(fileURLWithPath: tools.folder + "/echo-server")
        server.arguments = [socket, String(max(1, bytes - 1))]
        try server.run()
        defer { server.terminate() }
        while !FileManager.default.fileExists(atPath: socket) { usleep(1000) }
        try measure(name, "C echo", socket, server.processIdentifier, messages, [])
    }

    /// - Returns: the bytes of a reply.
    @discardableResult
    private func measure(
        _ name: String, _ who: String, _ socket: String, _ process: Int32, _ messages: [[UInt8]], _ preamble: [[UInt8]]
    ) throws -> Int {
        _ = try tools.load(socket, messages, clients: 4, depth: 4, milliseconds: 300, preamble: preamble)
        try Tools.pin(process, "0")
        let one = try tools.load(socket, messages, clients: 1, depth: 1, milliseconds: milliseconds, preamble: preamble, core: 0)
        try Tools.pin(process, allCores)
        add(name + ", 1 client, same core", who, one.median, one.p99, "us")
        add(name + ", 1 client, same core", who, one.callsPerSecond, nil, "calls/s")
        for (clients, depth) in [(64, 1), (64, 16)] {
            let many = try tools.load(
                socket, messages, clients: clients, depth: depth, milliseconds: milliseconds, preamble: preamble)
            add(name + (depth == 1 ? ", 64 clients" : ", 64 clients, 16 deep"), who, many.callsPerSecond, nil, "calls/s")
            if many.errors > 0 { throw Failure("\(many.errors) of the replies to \(name) were errors") }
        }
        return one.replyBytes
    }

    private func add(_ name: String, _ who: String, _ value: Double, _ p99: Double?, _ unit: String) {
        rows.add(Row("calls", roster.expertCount, name, who, value, p99: p99, unit))
    }

    /// Changes, each acknowledged once it is on disk.
    func changes(_ daemon: Daemon) throws {
        let nation = "USA"
        let contact = [Tools.message(Service.ActAs.self, .init(principal: Site.contact(nation)))]
        let own = (0..<roster.expertCount).filter { roster.nation(ofExpert: $0) == nation }
        for (clients, name) in [(1, "PutExpert, 1 client"), (64, "PutExpert, 64 clients")] {
            // Each message another state of its expert, for longer than the run lasts.
            let count = min(own.count, 8000)
            let rounds = max(1, 40_000 * clients / 64 / count + 1)
            let messages = try (1...rounds).flatMap { round in
                try own.prefix(count).map { number in
                    var wire = Roster.Expert(try roster.expert(number, revised: round * 2 + clients))
                    wire.revision = nil
                    return Tools.message(Roster.PutExpert.self, .init(expert: wire))
                }
            }
            let load = try tools.load(daemon.socket, messages, clients: clients, depth: 1, milliseconds: milliseconds, preamble: contact)
            if load.errors > 0 { throw Failure("\(load.errors) PutExpert were refused") }
            add(name, "crrtd", load.callsPerSecond, nil, "calls/s")
            add(name, "crrtd", load.median, load.p99, "us")
        }
    }
}
