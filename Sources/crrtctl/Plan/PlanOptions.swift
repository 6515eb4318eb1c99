import ArgumentParser
import CRRTDomain
import CRRTProtocol

/// What a plan is made of: which requests, and what if.
struct PlanOptions: ParsableArguments {
    @Argument(help: "Such as REQ-ALB-2026-0001; several allowed.", completion: .requests, transform: ArgumentTransform.id)
    var requests: [String] = []

    @Option(
        parsing: .singleValue, help: ArgumentHelp("Leave this request as it is; several allowed.", valueName: "id"),
        completion: .requests, transform: ArgumentTransform.id)
    var hold: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Without this nation, expert or team; several allowed.", valueName: "nation|expert|team"),
        transform: ArgumentTransform.member)
    var without: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "With this expert in this seat of a request, such as REQ-ALB-2026-0001:EST-0042@0; several allowed.",
            valueName: "request:expert@seat"),
        transform: ArgumentTransform.plannedPerson)
    var with: [Requests.PlannedPerson] = []

    @Option(
        name: .customLong("weight"), parsing: .singleValue,
        help: ArgumentHelp("Another weight for this plan: notice, level or nation, such as nation=0.", valueName: "name=number"),
        transform: ArgumentTransform.weight)
    var weights: [(name: String, value: Int)] = []

    @Option(
        parsing: .unconditional, help: ArgumentHelp("As of this time.", valueName: "time"), transform: ArgumentTransform.time)
    var at: String?

    @Flag(help: "Plan people anew who are asked or agreed and not ordered.")
    var reopen = false

    @Flag(help: "Also people whose nation has refused or recalled them for the request.")
    var includeRefused = false
}

extension PlanOptions {
    /// The instant of the plan; nil for now.
    var instant: Instant? { at.flatMap { try? Instant($0) } }

    var parameters: Requests.Plan.Parameters {
        .init(
            requests: requests.isEmpty ? nil : requests, weights: Requests.Weights(named: weights), at: at,
            without: without.isEmpty ? nil : without, with: with.isEmpty ? nil : with, hold: hold.isEmpty ? nil : hold,
            reopen: reopen ? true : nil, includeRefused: includeRefused ? true : nil)
    }

    /// The command for the same plan without a request. To hold it leaves people where they are who are asked for it; where such people are
    /// planned anew, where requests are named, and where another would move up into its place, the others are named instead.
    func command(without request: String, of plan: Requests.Plan.Reply) -> String {
        var other = self
        other.with.removeAll { $0.request == request }
        if requests.isEmpty, !reopen, plan.waiting == nil {
            other.hold.append(request)
        } else {
            other.requests = plan.requests.map(\.id).filter { $0 != request }
        }
        return "crrtctl plan" + other.words
    }

    /// What was typed, with a blank before each word.
    var words: String {
        requests.map { " \($0)" }.joined() + hold.map { " --hold \($0)" }.joined() + without.map { " --without \($0)" }.joined()
            + with.map { " --with \($0.request):\($0.expert)@\($0.seat)" }.joined()
            + weights.map { " --weight \($0.name)=\($0.value)" }.joined() + (at.map { " --at \($0)" } ?? "")
            + (reopen ? " --reopen" : "") + (includeRefused ? " --include-refused" : "")
    }
}
