import CRRTProtocol
import Varlink

/// The coverage as tables, and what was never met.
extension Coverage {
    public var text: String {
        var lines = ["method: answers"]
        for method in Contract.names {
            let met = answers[method] ?? [:]
            let words = met.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            lines.append("  \(method): \(words.isEmpty ? "NEVER" : words)")
        }
        lines.append("error: how often")
        for error in Contract.errors { lines.append("  \(error): \(word(count(ofError: error)))") }
        for (title, met, expected) in [
            ("step", steps, Self.expectedSteps), ("fault", faults, Self.expectedFaults), ("event", events, Self.expectedEvents),
        ] {
            lines.append("\(title): how often")
            for name in Set(met.keys).union(expected).sorted() { lines.append("  \(name): \(word(met[name] ?? 0))") }
        }
        lines.append("real time: ms, spent in checks and starts also in steps")
        for (name, time) in spent.sorted(by: { $0.value > $1.value }) { lines.append("  \(name): \(Int(time / .milliseconds(1)))") }
        return lines.joined(separator: "\n")
    }

    private func word(_ count: Int) -> String { count == 0 ? "NEVER" : "\(count)" }

    /// What a good number of lives must meet and these have not: methods, errors, steps, faults, events.
    public var missing: [String] {
        let methods = Contract.names.filter { (answers[$0]?["done"] ?? 0) == 0 && !Self.neverDone.contains($0) }
        let errors = Contract.errors.filter { count(ofError: $0) == 0 && $0 != "OutcomeUnknown" }
        return methods.map { "\($0) is never done" } + errors.map { "\($0) is never answered" }
            + Self.expectedSteps.filter { steps[$0] == nil } + Self.expectedFaults.filter { faults[$0] == nil }
            + Self.expectedEvents.filter { events[$0] == nil }
    }

    /// Played parts are taken on the way to other calls. Messages of an exercise are not simulated.
    private static let neverDone: Set<String> = Set(Exercise.interface.methods.map(\.name))
        .union(["io.crrtd.Service.ActAs", "io.crrtd.Journal.Watch"])
    private static let expectedSteps = [
        "one call", "calls together", "time passes", "the clock is set back", "the clock is set forward", "configuration", "watch",
        "a watcher takes no more", "a watcher takes more again", "a watcher goes", "backup", "restore", "rebuild", "restart", "kill",
        "power cut: everything", "power cut: synced", "power cut: drawn", "the disk is full", "the disk has room",
        "the database is moved away", "the database is put back", "verify",
    ]
    private static let expectedFaults = [
        "kill in a step", "power cut in a step: everything", "power cut in a step: synced", "power cut in a step: drawn",
        "write fails: no space", "write fails: I/O error", "sync fails: I/O error", "read fails: I/O error", "lock fails: I/O error",
        "open fails: I/O error", "end: the daemon's own",
    ]
    private static let expectedEvents: [String] =
        JournalEvents.all.filter { !$0.hasPrefix("inject.") && !$0.hasPrefix("noDuff.") } + [
            "restore", "rebuild", "repeated: the first answer", "repeated: another call", "repeated: the outcome was unknown",
        ]
}
