import ArgumentParser
import CRRTDomain
import CRRTProtocol

/// What decides which candidates are shown, and so which one is number 1: `match` and `tasking propose` share it.
struct MatchOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "That many candidates of each kind, each with at least one other person; for 'match --seat', that many people.",
            valueName: "number"))
    var limit: Int?

    @Option(name: .customLong("kind"), parsing: .singleValue, help: "Only candidates of this kind; several allowed.")
    var kinds: [Requests.Candidate.Kind] = []

    @Option(
        name: .customLong("weight"), parsing: .singleValue,
        help: ArgumentHelp("Another weight for this match: notice, level or nation, such as nation=0.", valueName: "name=number"),
        transform: ArgumentTransform.weight)
    var weights: [(name: String, value: Int)] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Without this nation, expert or team; several allowed.", valueName: "nation|expert|team"),
        transform: ArgumentTransform.member)
    var without: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("With this expert in this seat, such as EST-0042@0; several allowed.", valueName: "expert@seat"),
        transform: ArgumentTransform.assignment)
    var with: [Taskings.Assignment] = []

    @Flag(help: "Also people whose nation has refused or recalled them for this request.")
    var includeRefused = false
}

extension MatchOptions {
    func parameters(id: String?, request: Requests.Request?, at: String?) -> Requests.Match.Parameters {
        // A tasking's id begins with TSK.
        let tasking = id.flatMap { (try? TaskingID($0)) == nil ? nil : $0 }
        return .init(
            id: tasking == nil ? id : nil, request: request, kinds: kinds.isEmpty ? nil : kinds.map(\.rawValue), limit: limit,
            weights: stated, at: at, without: without.isEmpty ? nil : without,
            with: with.isEmpty ? nil : with.map { .init(seat: $0.seat, expert: $0.expert) }, includeRefused: includeRefused ? true : nil,
            tasking: tasking)
    }

    /// Whether they say who may be in a candidate.
    var choosesPeople: Bool { !without.isEmpty || !with.isEmpty || includeRefused }

    /// The weights that are not those of the policy; nil for none.
    var stated: Requests.Weights? { Requests.Weights(named: weights) }

    /// The same options as words, with a blank before each.
    var words: String {
        (limit.map { " --limit \($0)" } ?? "") + kinds.map { " --kind \($0.rawValue)" }.joined()
            + weights.map { " --weight \($0.name)=\($0.value)" }.joined() + without.map { " --without \($0)" }.joined()
            + with.map { " --with \($0.expert)@\($0.seat)" }.joined() + (includeRefused ? " --include-refused" : "")
    }
}

extension Requests.Weights {
    /// Weights by name, of which the last of a name counts; nil for none.
    init?(named weights: [(name: String, value: Int)]) {
        if weights.isEmpty { return nil }
        func weight(_ name: String) -> Int? { weights.last { $0.name == name }?.value }
        self.init(notice: weight("notice"), level: weight("level"), nation: weight("nation"))
    }
}
