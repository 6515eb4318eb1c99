import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct Plan: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "The best people for several requests at once; who gives way to whom.",
        discussion: """
            Without requests: all that are validated and have an open seat. People who are asked or agreed stay where they are. Nothing is \
            written or proposed. Where a seat stays open the exit status is 3.
            """,
        examples: [
            "plan",
            "plan REQ-ALB-2026-0001 REQ-LVA-2026-0001",
            "plan --hold REQ-LVA-2026-0001 --without DEU",
            "plan --with REQ-ALB-2026-0001:EST-0042@0 --weight nation=0",
            "plan --reopen --propose",
        ])

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

    @Flag(help: "Do not search for what opens seats, which takes as long again as the plan.")
    var noOpenings = false

    @Flag(help: "Show the commands that propose the plan, to send one by one.")
    var propose = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Requests.Plan.self, parameters)
        let views = PlanViews(plan: answer.reply, times: context.times, at: at.flatMap { try? Instant($0) })
        context.show(answer) {
            if propose { return views.commands }
            let remaining = answer.reply.remaining.map { PlanRemainingViews(remaining: $0, times: context.times).blocks } ?? []
            return views.page + openings(answer.reply, context) + remaining
        }
        if answer.reply.requests.isEmpty {
            context.screen.notice("no validated request has an open seat; crrtctl request list --open shows what is there")
            return
        }
        if propose, !answer.reply.proven {
            context.screen.notice("the time limit ended the search: these may be other people than an earlier plan has shown")
        }
        guard answer.reply.total.openSeats == 0 else { throw Failure.silent(.noCandidate) }
        if !propose, !context.wantsJSON { context.screen.notice("next: crrtctl plan\(words) --propose") }
    }
}

extension Plan {
    private var parameters: Requests.Plan.Parameters {
        .init(
            requests: requests.isEmpty ? nil : requests, weights: Requests.Weights(named: weights), at: at,
            without: without.isEmpty ? nil : without, with: with.isEmpty ? nil : with, hold: hold.isEmpty ? nil : hold,
            reopen: reopen ? true : nil, includeRefused: includeRefused ? true : nil, openings: noOpenings || propose ? nil : true,
            remaining: propose ? nil : true)
    }

    /// What opens seats, with the commands.
    private func openings(_ plan: Requests.Plan.Reply, _ context: CommandContext) -> [Block] {
        let amended = Set((plan.openings ?? []).filter { $0.amended != nil }.map(\.request))
        let present = amended.compactMap { id in
            (try? context.daemon.call(Requests.Get.self, .init(id: id)).reply.request).map { (id, $0) }
        }
        return PlanOpeningViews(
            plan: plan, present: Dictionary(uniqueKeysWithValues: present), withoutRequest: { command(without: $0, of: plan) }
        ).blocks
    }

    /// The command for the same plan without a request. To hold it leaves people where they are who are asked for it; where such people are
    /// planned anew, and where requests are named, the others are named instead.
    func command(without request: String, of plan: Requests.Plan.Reply) -> String {
        var other = self
        other.with.removeAll { $0.request == request }
        if requests.isEmpty, !reopen {
            other.hold.append(request)
        } else {
            other.requests = plan.requests.map(\.id).filter { $0 != request }
        }
        return "crrtctl plan" + other.words
    }

    /// What was typed, with a blank before each word.
    private var words: String {
        let typed =
            requests + hold.flatMap { ["--hold", $0] } + without.flatMap { ["--without", $0] }
            + with.flatMap { ["--with", "\($0.request):\($0.expert)@\($0.seat)"] }
            + weights.flatMap { ["--weight", "\($0.name)=\($0.value)"] } + (at.map { ["--at", $0] } ?? [])
            + (reopen ? ["--reopen"] : []) + (includeRefused ? ["--include-refused"] : [])
        return typed.map { " " + $0 }.joined()
    }
}
