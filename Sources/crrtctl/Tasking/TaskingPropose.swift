import ArgumentParser
import CRRTProtocol

struct TaskingPropose: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Asks the nations for a candidate, a team, people or effects.",
        discussion: "--candidate counts as 'crrtctl match' with the same options does.",
        examples: [
            "tasking propose REQ-ALB-2026-0001 --candidate 1",
            "tasking propose REQ-ALB-2026-0001 --team EST-CRRT-1 --reply-by +6h",
            "tasking propose REQ-ALB-2026-0001 --expert EST-0042@0 --expert LVA-0007@1",
        ])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var request: String

    @Option(help: ArgumentHelp("The candidate with this number.", valueName: "number"))
    var candidate: Int?

    @Option(
        help: ArgumentHelp("A standing team; with --expert, a team and more people.", valueName: "id"), completion: .teams,
        transform: ArgumentTransform.id)
    var team: String?

    @Option(
        name: .customLong("expert"), parsing: .singleValue,
        help: ArgumentHelp("An expert and the seat that they fill, from 0, such as EST-0042@0; several allowed.", valueName: "id@seat"),
        transform: ArgumentTransform.assignment)
    var experts: [Taskings.Assignment] = []

    @Option(
        name: .customLong("effect"), parsing: .singleValue, help: ArgumentHelp("An effect; several allowed.", valueName: "id"),
        completion: .effects, transform: ArgumentTransform.id)
    var effects: [String] = []

    @Option(
        help: ArgumentHelp("When silence becomes a refusal; needed once the work has begun.", valueName: "time"),
        transform: ArgumentTransform.time)
    var replyBy: String?

    @Option(
        help: ArgumentHelp("The contributing nation that commands the team; all nations in it are told.", valueName: "nation"),
        transform: ArgumentTransform.member)
    var commander: String?

    @OptionGroup var options: MatchOptions

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        let ways = [candidate != nil, team != nil || !experts.isEmpty, !effects.isEmpty].count { $0 }
        guard ways == 1 else {
            throw ValidationError("Say what to propose: --candidate N, --team and --expert, or --effect; one of these ways.")
        }
        guard candidate ?? 1 > 0 else { throw ValidationError("Candidates count from 1.") }
        guard (experts.isEmpty && effects.isEmpty) || !options.choosesPeople else {
            throw ValidationError(
                "--without, --with and --include-refused go with --candidate or --team alone: --expert and --effect say all.")
        }
    }

    func perform(_ context: CommandContext) throws {
        let parameters = try parameters(context)
        let answer = try context.daemon.call(Taskings.Propose.self, parameters)
        context.screen.notice("proposed \(TaskingPropose.words(parameters))")
        let tasking = answer.reply.tasking
        context.done(
            answer.raw, tasking.settled("proposed", answer.reply.seq), warnings: tasking.warnings,
            next: "crrtctl consent show \(tasking.id)")
    }
}

extension TaskingPropose {
    private func parameters(_ context: CommandContext) throws(Failure) -> Taskings.Propose.Parameters {
        var parameters = try choice(context)
        (parameters.replyBy, parameters.commander) = (replyBy, commander)
        parameters.idempotencyKey = context.daemon.key()
        return parameters
    }

    private func choice(_ context: CommandContext) throws(Failure) -> Taskings.Propose.Parameters {
        if let candidate { return try chosen(candidate, context) }
        if !effects.isEmpty { return .init(request: request, kind: .effect, effects: effects) }
        guard let team else { return .init(request: request, kind: .assembled, assignments: experts) }
        if experts.isEmpty { return try whole(team, context) }
        return .init(request: request, kind: .augmented, team: team, assignments: experts)
    }

    /// A proposal of a standing team, with those of its people who fill the seats at least cost.
    private func whole(_ team: String, _ context: CommandContext) throws(Failure) -> Taskings.Propose.Parameters {
        var question = options.parameters(id: request, request: nil, at: nil)
        (question.kinds, question.limit, question.weights) = ([Requests.Candidate.Kind.team.rawValue], nil, nil)
        question.team = team
        let report = try context.daemon.call(Requests.Match.self, question).reply
        guard let candidate = report.candidates.first(where: { $0.team == team && $0.openSeats == 0 }) else {
            // Its members may be eligible, and left out or named by --without.
            let isChosen = report.leftOut?.isEmpty == false || options.choosesPeople
            throw Failure(
                .noCandidate, "\(team) does not fill every seat of \(request)" + (isChosen ? " without the people who are left out" : ""),
                next: isChosen
                    ? "crrtctl match \(request) --kind team\(options.words)" : "crrtctl match \(request) \(ShellWord.option("--why", team))"
            )
        }
        return proposal(candidate)
    }

    /// The candidate with this number in the list that `match` shows now.
    private func chosen(_ number: Int, _ context: CommandContext) throws(Failure) -> Taskings.Propose.Parameters {
        let report = try context.daemon.call(Requests.Match.self, options.parameters(id: request, request: nil, at: nil)).reply
        return try chosen(number, of: report)
    }

    /// - Throws: `Failure` where there is no such candidate, or it may be another one than was shown.
    func chosen(_ number: Int, of report: Requests.Match.Reply) throws(Failure) -> Taskings.Propose.Parameters {
        guard report.candidates.indices.contains(number - 1) else {
            throw Failure(
                .noCandidate, "there is no candidate \(number); the match has \(report.candidates.count)",
                next: "crrtctl match \(request)\(options.words)")
        }
        let candidate = report.candidates[number - 1]
        // Where the time budget ended the search, the next match may list others.
        guard number == 1 || report.candidates.prefix(number).allSatisfy(\.proven) else {
            let people = candidate.assignments.map { "--expert \($0.expert)@\($0.seat)" }.joined(separator: " ")
            throw Failure(
                .noCandidate, "the time limit ended the search, so candidate \(number) may be another one than was shown; name its people",
                next: "crrtctl tasking propose \(request)\(candidate.team.map { " --team \($0)" } ?? "") \(people)")
        }
        return proposal(candidate)
    }

    private func proposal(_ candidate: Requests.Candidate) -> Taskings.Propose.Parameters {
        .init(
            request: request, kind: TaskingPropose.kind(candidate.kind), team: candidate.team,
            assignments: candidate.assignments.map { .init(seat: $0.seat, expert: $0.expert) })
    }

    private static func kind(_ kind: Requests.Candidate.Kind) -> Taskings.Propose.Parameters.Kind {
        switch kind {
        case .team: .team
        case .augmented: .augmented
        case .assembled: .assembled
        }
    }

    /// `augmented EST-CRRT-1 EST-0001@0 LVA-0003@1`
    static func words(_ parameters: Taskings.Propose.Parameters) -> String {
        let people = (parameters.assignments ?? []).map { "\($0.expert)@\($0.seat)" }
        let parts = [parameters.kind.rawValue, parameters.team].compactMap { $0 } + people + (parameters.effects ?? [])
        return parts.joined(separator: " ")
    }
}

extension Taskings.Tasking {
    /// `TSK-ALB-2026-0001-1 proposed: awaitingConsent (revision 1, journal 18)`
    func settled(_ word: String, _ seq: Int?) -> String {
        let now = state.rawValue == word ? "" : ": \(state.rawValue)"
        return "\(id) \(word)\(now)\(Outcome.words(revision: revision, seq: seq))"
    }
}
