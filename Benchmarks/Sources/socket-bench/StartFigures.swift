import Foundation
import Measuring

/// The time until a program answers.
struct StartFigures {
    let tools: Tools
    let rows: Rows

    /// From exec to the first reply, with the socket handed over as systemd does it.
    func firstReply(_ daemon: Daemon, size: Int, runs: Int) throws {
        let figures = try tools.launch("first-reply", runs: runs, daemon.commandLine)
        let name = size == 0 ? "crrtd, empty roster: exec to first reply" : "crrtd, full roster: exec to first reply"
        rows.add(Row("starting", size, name, "crrtd", figures.median, p99: figures.p99, "ms"))
        rows.add(Row("memory", size, "resident after the first reply", "crrtd", figures.kib / 1024, "MiB"))
    }

    func roundTrip(_ crrtctl: String, _ daemon: Daemon, size: Int) throws {
        let command = [crrtctl, "--socket", daemon.socket, "whoami"]
        let figures = try tools.launch("run", runs: 200, command)
        rows.add(Row("starting", size, "crrtctl whoami, there and back", "crrtd", figures.median, p99: figures.p99, "ms"))
        for (who, command) in [("true", ["/bin/true"]), ("systemctl --version", ["/usr/bin/systemctl", "--version"])]
        where FileManager.default.isExecutableFile(atPath: command[0]) {
            let figures = try tools.launch("run", runs: 200, command)
            rows.add(Row("starting", size, "crrtctl whoami, there and back", who, figures.median, p99: figures.p99, "ms"))
        }
    }
}
