import Foundation
import Measuring

/// How long others wait while one caller abuses the daemon, beside the same calls when all is quiet; and how long a stop takes then.
struct AbuseFigures {
    let rows: Rows
    /// `Benchmarks/abuse/abuse.py`.
    let script: String
    /// Of each kind of call, at most.
    let calls: Int

    /// A kind of abuse is over after this long, however few calls were answered.
    private static let longest = 30
    /// This many reads go over one connection; others come anew while the abuse goes on.
    private static let perConnection = 50

    /// - Parameter daemon: serves; before each kind it is started anew.
    func run(_ kinds: [String], _ daemon: Daemon) throws {
        for kind in kinds {
            daemon.stop()
            try daemon.start()
            let world = try AbuseWorld(daemon)
            let abuser = try Abuser(world.abuse(kind, script: script))
            try measure(kind, world)
            rows.add(Row("memory under abuse", 0, kind, "crrtd", daemon.peakMiB, "MiB"))
            let began = nanoseconds()
            daemon.stop()
            rows.add(Row("stop under abuse", 0, kind, "crrtd", Double(nanoseconds() - began) / 1e9, "s"))
            abuser.end()
        }
    }

    private func measure(_ kind: String, _ world: AbuseWorld) throws {
        let reads = world.reads
        let end = nanoseconds() + Self.longest * 1_000_000_000
        var (read, changed) = (Sample(), Sample())
        var reader = try world.connectReader()
        for number in 0..<calls {
            if nanoseconds() > end { break }
            let began = nanoseconds()
            if number % Self.perConnection == 0 { reader = try world.connectReader() }
            _ = try reader.call(reads[number % reads.count])
            read.add(Double(nanoseconds() - began) / 1e6)
            if number % 4 == 0 { changed.add(Double(try world.writer.call(world.change(number)).nanoseconds) / 1e6) }
            usleep(2000)
        }
        rows.add(Row("reads under abuse", 0, kind, "crrtd", read.median, p99: read.p99, "ms"))
        rows.add(Row("changes under abuse", 0, kind, "crrtd", changed.median, p99: changed.p99, "ms"))
    }
}

/// A program that abuses the daemon until it is told to end.
final class Abuser {
    private let process = Process()
    private let input = Pipe()

    /// Returns once the abuse has begun.
    init(_ arguments: [String]) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard output.fileHandleForReading.availableData.starts(with: Data("begun".utf8)) else { throw Failure("abuse.py has not begun") }
        // Connections are made and calls are under way.
        sleep(1)
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
