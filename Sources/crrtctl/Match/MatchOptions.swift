import ArgumentParser
import CRRTProtocol

/// What decides which candidates are shown, and so which one is number 1: `match` and `tasking propose` share it.
struct MatchOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many candidates of each kind at most.", valueName: "number"))
    var limit: Int?

    @Option(name: .customLong("kind"), parsing: .singleValue, help: "Only candidates of this kind; several allowed.")
    var kinds: [Requests.Candidate.Kind] = []

    @Option(
        name: .customLong("weight"), parsing: .singleValue,
        help: ArgumentHelp("What if a weight were another one: notice, level or nation, such as nation=0.", valueName: "name=number"),
        transform: ArgumentTransform.weight)
    var weights: [(name: String, value: Int)] = []
}

extension MatchOptions {
    func parameters(id: String?, request: Requests.Request?, at: String?) -> Requests.Match.Parameters {
        .init(
            id: id, request: request, kinds: kinds.isEmpty ? nil : kinds.map(\.rawValue), limit: limit,
            weights: weights.isEmpty ? nil : .init(notice: weight("notice"), level: weight("level"), nation: weight("nation")), at: at)
    }

    private func weight(_ name: String) -> Int? { weights.last { $0.name == name }?.value }

    /// The same options as words, with a blank before each.
    var words: String {
        (limit.map { " --limit \($0)" } ?? "") + kinds.map { " --kind \($0.rawValue)" }.joined()
            + weights.map { " --weight \($0.name)=\($0.value)" }.joined()
    }
}
