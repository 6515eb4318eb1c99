import CRRTDomain
import CRRTProtocol
import Foundation
import Measuring
import SeededRoster
import Varlink

/// socket-bench --crrtd PATH --crrtctl PATH --tools FOLDER --work FOLDER [--sizes 10000,100000] [--requests 200] [--seed 1] [--rows FILE]
///     [--hidden-calls 10000] [--hidden-only] [--search-only]
/// socket-bench --abuse abuse.py [--kinds quiet,matches] [--entries 300000] [--calls 2000] --crrtd PATH --work FOLDER [--rows FILE]
///
/// Figures of a real crrtd over its socket; SQL on a copy of its database; exit status 1 where the answers differ.
/// --hidden-calls: how often each question is put about hidden records and as often about absent ones. --hidden-only: nothing else is
/// measured, and --crrtctl and --tools are not needed. --search-only: the same of a search in the log of the room. --abuse: only how long
/// others wait while a caller abuses the daemon, by each kind that the script knows or that is named, with a journal of that many entries.
struct SocketBench {
    private let crrtd: String
    private let crrtctl: String
    private let hiddenCalls: Int
    private let hiddenOnly: Bool
    private let searchOnly: Bool
    private let abuse: (script: String, kinds: [String]?, entries: Int, calls: Int)?
    private let tools: Tools
    private let sizes: [Int]
    private let requests: Int
    private let seed: UInt64
    private let rows: Rows
    private let site: Site
    /// Midnight today: the daemon has a real clock.
    private let base = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).date.startOfDay

    init() throws {
        var options = Options()
        func needed(_ name: String) throws -> String {
            guard let value = options.value(name) else { throw Failure("--\(name) is missing") }
            return URL(fileURLWithPath: value).path
        }
        hiddenOnly = options.flag("hidden-only")
        searchOnly = options.flag("search-only")
        let kinds = options.value("kinds")?.split(separator: ",").map(String.init)
        let entries = options.value("entries").flatMap { Int($0) } ?? 300_000
        let calls = options.value("calls").flatMap { Int($0) } ?? 2000
        abuse = options.value("abuse").map { (script: $0, kinds: kinds, entries: entries, calls: calls) }
        let isAlone = hiddenOnly || searchOnly || abuse != nil
        crrtd = try needed("crrtd")
        crrtctl = isAlone ? "" : try needed("crrtctl")
        tools = Tools(folder: isAlone ? "" : try needed("tools"), work: try needed("work"))
        hiddenCalls = options.value("hidden-calls").flatMap { Int($0) } ?? 10_000
        sizes = options.value("sizes")?.split(separator: ",").compactMap { Int($0) } ?? [10_000, 100_000]
        requests = options.value("requests").flatMap { Int($0) } ?? 200
        seed = options.value("seed").flatMap { UInt64($0) } ?? 1
        rows = Rows(path: options.value("rows"))
        site = Site(folder: tools.work + "/etc")
        try options.end()
    }

    func run() throws -> Int32 {
        say("load average \(loadAverage())")
        if let abuse { return try abused(abuse.script, abuse.kinds, abuse.entries, abuse.calls) }
        if searchOnly {
            try site.write()
            try searched()
            return 0
        }
        let told = try hidden()
        if told > 0 { say("\(told) ANSWERS TELL WHAT IS HIDDEN") }
        if hiddenOnly { return told == 0 ? 0 : 1 }
        try site.write()
        let start = StartFigures(tools: tools, rows: rows)
        try start.firstReply(daemon("empty"), size: 0, runs: 40)
        try searched()
        var differences = 0
        for size in sizes { differences += try measure(size, start) }
        if differences > 0 { say("\(differences) DIFFERENCES") }
        return differences + told == 0 ? 0 : 1
    }

    /// In a folder that every user reaches, as the callers are other users.
    private func hidden() throws -> Int {
        let folder = FileManager.default.temporaryDirectory.path + "/crrtd-hidden-\(getpid())"
        let site = Site(folder: folder + "/etc")
        try HiddenWorld.write(site)
        let daemon = Daemon(program: crrtd, site: site, state: folder + "/state", folder: folder)
        try daemon.start()
        defer { daemon.stop() }
        let world = try HiddenWorld(daemon, base: base)
        let told = try TimingFigures(world: world, rows: rows, seed: seed, calls: hiddenCalls).run()
        // Where something fails, the log stays.
        daemon.stop()
        try? FileManager.default.removeItem(atPath: folder)
        return told
    }

    /// In a folder that every user reaches, as the callers are other users.
    private func abused(_ script: String, _ kinds: [String]?, _ entries: Int, _ calls: Int) throws -> Int32 {
        guard geteuid() == 0 else { throw Failure("the callers are users of their own: this needs root") }
        let folder = FileManager.default.temporaryDirectory.path + "/crrtd-abuse-\(getpid())"
        let site = Site(folder: folder + "/etc")
        try AbuseWorld.write(site)
        let daemon = Daemon(program: crrtd, site: site, state: folder + "/state", folder: folder)
        try daemon.start()
        defer { daemon.stop() }
        try AbuseWorld.fill(daemon, base: base, entries: entries)
        let all = try kinds ?? output(of: "python3", [script, "--kinds"]).split(separator: "\n").map(String.init)
        try AbuseFigures(rows: rows, script: script, calls: calls).run(all, daemon)
        try? FileManager.default.removeItem(atPath: folder)
        return 0
    }

    private func searched() throws {
        let daemon = try daemon("search")
        try daemon.start()
        defer { daemon.stop() }
        try SearchFigures(daemon: daemon, rows: rows, base: base).run()
    }

    private func daemon(_ name: String) throws -> Daemon {
        let state = tools.work + "/state-" + name
        try? FileManager.default.removeItem(atPath: state)
        return Daemon(program: crrtd, site: site, state: state, folder: tools.work)
    }

    private func measure(_ size: Int, _ start: StartFigures) throws -> Int {
        let roster = SeededRoster(experts: size, seed: seed, base: base)
        let daemon = try daemon(String(size))
        try daemon.start()
        defer { daemon.stop() }
        memory("resident with an empty roster", 0, daemon)
        let took = try Loading(roster: roster, daemon: daemon).run()
        rows.add(Row("import", size, "all experts and teams", "crrtd", took.all, "s"))
        rows.add(Row("import", size, "the longest single call", "crrtd", took.longest, "s"))
        memory("resident after the import", size, daemon)
        daemon.stop()

        try start.firstReply(daemon, size: size, runs: size > 200_000 ? 3 : 10)
        try daemon.start()
        let requests = try (0..<requests).map { try roster.request($0) }
        let replies = try MatchCalls(roster: roster, client: daemon.connect(as: Site.duty), rows: rows).run(requests)
        memory("resident after many matches", size, daemon)
        let calls = CallFigures(roster: roster, tools: tools, rows: rows)
        try calls.run(daemon)
        try start.roundTrip(crrtctl, daemon, size: size)
        let copy = tools.work + "/copy-\(size).db"
        unlink(copy)
        // The daemon's own user is its administrator.
        let client = try VarlinkClient(path: daemon.socket)
        _ = try client.call(Service.Backup.self, .init(path: copy))
        try calls.changes(daemon)
        memory("resident after many changes", size, daemon)
        daemon.stop()
        defer { unlink(copy) }
        return try SQLFigures(roster: roster, rows: rows).run(database: copy, requests, replies)
    }

    private func memory(_ name: String, _ size: Int, _ daemon: Daemon) {
        rows.add(Row("memory", size, name, "crrtd", daemon.residentMiB, "MiB"))
    }
}

do {
    exit(try SocketBench().run())
} catch {
    say("socket-bench: \(error)")
    exit(2)
}
