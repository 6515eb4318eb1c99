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
        var random = SplitMix64(seed: roster.seed, part: 9)
        let experts = try (0..<5000).map { _ in
            Tools.message(Roster.GetExpert.self, .init(id: try roster.expert(random.below(roster.expertCount)).id.text))
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

    /// Changes, each acknowledged once it is on disk; in turn with what SQLite does with such rows in the same folder, because the
    /// speed of disks varies. This is done three times, and the median counts.
    func changes(_ daemon: Daemon) throws {
        let nation = "USA"
        let contact = [Tools.message(Service.ActAs.self, .init(principal: Site.contact(nation)))]
        let own = Array((0..<roster.expertCount).filter { roster.nation(ofExpert: $0) == nation }.prefix(8000))
        let floors = DurableFloors(folder: tools.work)
        for (clients, name) in [(1, "PutExpert, 1 client"), (64, "PutExpert, 64 clients")] {
            var rates: [String: Sample] = [:]
            var calls = Sample()
            for round in 0..<3 {
                let messages = try changed(own, round: round * 100 + clients, count: 400 * clients + 8000)
                let load = try tools.load(daemon.socket, messages, clients: clients, depth: 1, milliseconds: 1000, preamble: contact)
                if load.errors > 0 { throw Failure("\(load.errors) PutExpert were refused") }
                calls.add(load.median)
                rates["crrtd", default: Sample()].add(load.callsPerSecond)
                rates["SQLite, \(clients) rows a commit", default: Sample()].add(try floors.commits(rowsEach: clients))
                if clients == 1 { rates["pwrite + fdatasync", default: Sample()].add(try floors.writes()) }
            }
            for (who, sample) in rates.sorted(by: { $0.key < $1.key }) { add(name, who, sample.median, nil, "calls/s") }
            add(name, "crrtd", calls.median, nil, "us")
        }
    }

    /// Each message another state of its expert.
    private func changed(_ own: [Int], round: Int, count: Int) throws -> [[UInt8]] {
        try (0..<count).map { number in
            var wire = Roster.Expert(try roster.expert(own[number % own.count], revised: round + number / own.count * 1000))
            wire.revision = nil
            return Tools.message(Roster.PutExpert.self, .init(expert: wire))
        }
    }
}
