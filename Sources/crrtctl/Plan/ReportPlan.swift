import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ReportPlan: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "One plan for several requests: who serves which, who gives way, and when they are ready.",
        discussion: """
            The plan of crrtctl plan, with the titles of the requests, a chart of notice,
            work and open seats, and the commands that propose it. It writes and proposes
            nothing. CSV has a record for each person and each open seat. The exit status
            is 0 where a seat stays open, too.
            """,
        examples: [
            "report plan --format html --output plan.html",
            "report plan REQ-ALB-2026-0001 REQ-LVA-2026-0001",
            "report plan --without DEU --format csv --output people.csv",
        ])

    @OptionGroup var plan: PlanOptions
    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Requests.Plan.self, plan.parameters)
        let requests = context.wantsJSON ? [] : context.planned(answer.reply)
        let isPage = !context.wantsJSON && options.format == .html
        let view = PlanReportView(
            plan: answer.reply, requests: requests.map(\.request), members: isPage ? context.membersOfAugmented(answer.reply) : [:],
            titles: isPage ? context.skillTitles() : [:], times: context.times, at: plan.instant ?? context.now, words: plan.words)
        // A request may have got a stricter label since the plan.
        let marking = Marking.joined([Marking(of: answer.reply)] + requests.map { Marking(of: $0) })
        try context.show(
            Report(
                title: "Plan", subtitle: view.subtitle, marking: marking, json: { answer.raw }, text: { view.text }, csv: { view.csv },
                html: { view.html }), options)
    }
}

extension CommandContext {
    /// The requests of a plan as they stand now; those that are gone meanwhile are left out.
    fileprivate func planned(_ plan: Requests.Plan.Reply) -> [Requests.Get.Reply] {
        plan.requests.compactMap { try? daemon.call(Requests.Get.self, .init(id: $0.id)).reply }
    }

    /// By team, the members of those teams that others augment. Members whom their own nation has not admitted go as individuals.
    fileprivate func membersOfAugmented(_ plan: Requests.Plan.Reply) -> [String: Set<String>] {
        let teams = plan.requests.compactMap(\.candidate).filter { $0.kind == .augmented }.compactMap(\.team)
        return teams.reduce(into: [:]) { members, team in
            guard let reply = try? daemon.call(Roster.GetTeam.self, .init(id: team)).reply else { return }
            members[team] = Set(reply.team.members).subtracting(reply.pending ?? [])
        }
    }
}
