import ArgumentParser
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

    @OptionGroup var options: PlanOptions

    @Flag(help: "Do not search for what opens seats, which takes as long again as the plan.")
    var noOpenings = false

    @Flag(help: "Show the commands that propose the plan, to send one by one.")
    var propose = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        var parameters = options.parameters
        if !propose { (parameters.openings, parameters.remaining) = (noOpenings ? nil : true, true) }
        let answer = try context.daemon.call(Requests.Plan.self, parameters)
        let views = PlanViews(plan: answer.reply, times: context.times, at: options.instant)
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
        if propose, options.reopen {
            context.screen.notice("people whom other taskings ask for stay asked: end those first (crrtctl tasking list --state proposed)")
        }
        if !propose, !context.wantsJSON, !views.proposals.isEmpty {
            context.screen.notice("next: crrtctl plan\(options.words) --propose")
        }
        guard answer.reply.total.openSeats == 0 else { throw Failure.silent(.noCandidate) }
    }

    /// What opens seats, with the commands.
    private func openings(_ plan: Requests.Plan.Reply, _ context: CommandContext) -> [Block] {
        let amended = Set((plan.openings ?? []).filter { $0.amended != nil }.map(\.request))
        let present = amended.compactMap { id in
            (try? context.daemon.call(Requests.Get.self, .init(id: id)).reply.request).map { (id, $0) }
        }
        return PlanOpeningViews(
            plan: plan, present: Dictionary(uniqueKeysWithValues: present), withoutRequest: { options.command(without: $0, of: plan) }
        ).blocks
    }
}
