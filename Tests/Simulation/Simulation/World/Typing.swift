import CRRTDomain

/// What a step is on a real machine: commands to type, in the order of what happens. `varlinkctl` is systemd's.
enum Typing {
    private static let socket = "/run/crrtd/socket"

    static func call(_ request: SimulatedRequest, _ parameters: String, by name: String) -> [String] {
        var lines = ["# as \(name), uid \(request.caller)"]
        if request.rehearses { lines.append("# on a connection on which io.crrtd.Service.Rehearse was called") }
        if let part = request.part { lines.append("# on a connection on which \(part) is played (io.crrtd.Service.ActAs)") }
        let more = request.more ? "--more " : ""
        let json = parameters.replacing("'", with: #"'\''"#)
        lines.append(
            "setpriv --reuid \(request.caller) --clear-groups varlinkctl call \(more)\(socket) \(request.method) '\(json)'")
        if request.followsPages { lines.append("# and again with after: next, to the last page") }
        return lines
    }

    static func trouble(_ trouble: Trouble) -> String {
        switch trouble {
        case .cut(let place, let survival):
            "# the power fails before the disk is changed for time \(place) from here on; what is left: \(survival.words)"
        case .fail(let operation, let place, let error, let short):
            "# \(operation.rawValue) number \(place) from here on fails with errno \(error)\(short > 0 ? ", \(short) bytes short" : "")"
        case .kill(let pieces): "# kill -9 once \(pieces) pieces of work are done from here on"
        }
    }

    /// - Parameter now: what the clock says after it.
    static func action(_ action: Step.Action, now: Instant, sites: [Site]) -> [String] {
        switch action {
        case .call, .watch: []
        case .wait(let milliseconds): ["# \(Double(milliseconds) / 1000) s pass", "date --set=\(now)"]
        case .setClock: ["date --set=\(now)"]
        case .configure(let number):
            ["# the configuration '\(sites[number].name)'"] + sites[number].typed + ["systemctl reload crrtd"]
        case .hold(let number): ["# watcher \(number) reads no more"]
        case .release(let number): ["# watcher \(number) reads again"]
        case .leave(let number): ["# watcher \(number) goes away"]
        case .backup(let number): ["crrtctl backup /var/lib/crrtd/backups/\(number).db"]
        case .restore(let number):
            [
                "systemctl stop crrtd.socket crrtd.service", "crrtctl restore /var/lib/crrtd/backups/\(number).db",
                "systemctl start crrtd.socket",
            ]
        case .rebuild: ["systemctl stop crrtd.socket crrtd.service", "crrtd --rebuild", "systemctl start crrtd.socket"]
        case .restart: ["systemctl restart crrtd"]
        case .kill: ["kill -9 $(pidof crrtd)"]
        case .cut(let survival): ["# the power fails; what is left: \(survival.words)", "echo b >/proc/sysrq-trigger"]
        case .fillUp: ["fallocate -l $(df --output=avail -B1 /var/lib/crrtd | tail -1) /var/lib/crrtd/ballast"]
        case .heal: ["rm -f /var/lib/crrtd/ballast"]
        case .moveAway: ["mv /var/lib/crrtd/crrtd.db /var/lib/crrtd/crrtd.db.away", "sync"]
        case .putBack: ["mv /var/lib/crrtd/crrtd.db.away /var/lib/crrtd/crrtd.db", "sync"]
        case .verify: ["crrtctl audit verify"]
        }
    }
}

extension Trouble.Survival {
    var words: String {
        switch self {
        case .everything: "all that was written"
        case .synced: "what was synced"
        case .drawn: "what was synced, and some of the rest"
        }
    }
}
