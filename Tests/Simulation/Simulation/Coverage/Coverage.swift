/// How often each thing was met: methods by what they were answered, steps, faults, events.
public struct Coverage: Sendable {
    /// By method, then by `done`, `rehearsed`, `goes on`, `not answered` or the error's name.
    public private(set) var answers: [String: [String: Int]] = [:]
    public private(set) var steps: [String: Int] = [:]
    public private(set) var faults: [String: Int] = [:]
    public private(set) var events: [String: Int] = [:]
    /// Real time, by what was done in it. It decides nothing.
    public private(set) var spent: [String: Duration] = [:]

    public init() {}

    mutating func count(_ outcome: Outcome) {
        let word =
            switch outcome.kind {
            case .done: outcome.request.rehearses ? "rehearsed" : "done"
            case .unknown:
                if let last = outcome.replies.last { last.continues ? "goes on" : "OutcomeUnknown" } else { "not answered" }
            case .refused(let name): name
            }
        answers[outcome.request.method, default: [:]][word, default: 0] += 1
    }

    mutating func spend(_ time: Duration, on name: String) { spent[name, default: .zero] += time }
    mutating func count(event: String) { events[event, default: 0] += 1 }
    mutating func count(fault: String) { faults[fault, default: 0] += 1 }

    mutating func count(_ step: Step) {
        steps[step.action.name, default: 0] += 1
    }

    public mutating func add(_ other: Coverage) {
        answers.merge(other.answers) { $0.merging($1, uniquingKeysWith: +) }
        steps.merge(other.steps, uniquingKeysWith: +)
        faults.merge(other.faults, uniquingKeysWith: +)
        events.merge(other.events, uniquingKeysWith: +)
        spent.merge(other.spent, uniquingKeysWith: +)
    }

    /// How often an error was met, whatever the method.
    public func count(ofError name: String) -> Int { answers.values.reduce(0) { $0 + ($1[name] ?? 0) } }
}

extension Step.Action {
    var name: String {
        switch self {
        case .call(let requests): requests.count == 1 ? "one call" : "calls together"
        case .wait: "time passes"
        case .setClock(let milliseconds): milliseconds < 0 ? "the clock is set back" : "the clock is set forward"
        case .configure: "configuration"
        case .watch: "watch"
        case .hold: "a watcher takes no more"
        case .release: "a watcher takes more again"
        case .leave: "a watcher goes"
        case .backup: "backup"
        case .restore: "restore"
        case .rebuild: "rebuild"
        case .restart: "restart"
        case .kill: "kill"
        case .cut(let survival): "power cut: \(survival.rawValue)"
        case .fillUp: "the disk is full"
        case .heal: "the disk has room"
        case .moveAway: "the database is moved away"
        case .putBack: "the database is put back"
        case .verify: "verify"
        }
    }
}

extension Trouble {
    var name: String {
        switch self {
        case .cut(_, let survival): "power cut in a step: \(survival.rawValue)"
        case .fail(let operation, _, let error, let short):
            "\(operation.rawValue) fails: \(error == 28 ? "no space" : "I/O error")\(short > 0 ? ", in part" : "")"
        case .kill: "kill in a step"
        }
    }
}
