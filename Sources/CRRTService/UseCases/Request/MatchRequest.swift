import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Finds teams and people for a request.
enum MatchRequest {
    static func run(
        _ parameters: Requests.Match.Parameters, _ caller: Caller, _ environment: CallEnvironment, _ budget: SearchBudget
    ) throws -> Requests.Match.Reply {
        var question = try input(parameters, caller, environment)
        let policy = environment.site.policy
        question.query.kinds = question.tasking == nil ? try kinds(parameters.kinds) : [.assembled]
        question.query.limit = try limit(parameters.limit)
        question.query.findsNextBest = parameters.limit != nil
        question.query.weights = try weights(parameters.weights, policy.weights)
        let refused = try refused(parameters, question, caller, environment)
        let choices = MatchChoices(question: question, refused: refused, catalogue: environment.site.catalogue)
        question.query.omitted = try choices.omissions(parameters.without)
        question.query.fixed = try choices.fixed(parameters.with, question.query.omitted)
        question.query.team = try choices.team(parameters.team)
        // Whom the caller does without is not listed: taking refused people in again would not bring them back.
        let without = Set(parameters.without ?? [])
        let told = refused.filter { !without.contains($0.expert.text) && !without.contains($0.expert.nation.description) }
        let (index, seq) = question.roster
        let report = index.match(question.query, outOfTime: budget.begin())
        let (contests, contested) = try environment.query(caller) { query in
            let people = Set(report.candidates.flatMap(\.assignments).map(\.expert))
            let period = question.query.request.period
            var contestCache = ContestCache(query)
            let contests = try contestCache.contests(over: people, during: period)
            // The list of contests is cut, so each person is checked as well.
            return (contests, try people.filter { try !contestCache.contests(over: [$0], during: period, limit: 1).isEmpty })
        }
        let support = try environment.query(caller) { try MatchRequest.support(report.candidates, to: question.query.request.nation, $0) }
        return .init(
            seats: report.seats.map {
                .init(
                    seat: question.lines[$0.seat], skill: $0.skill.text, minLevel: $0.minLevel, count: $0.count, eligible: $0.eligible)
            },
            candidates: report.candidates.map { wire($0, contested, support, question) }, asOf: seq,
            contests: contests.isEmpty
                ? nil : contests.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) },
            leftOut: told.isEmpty ? nil : told.prefix(mostLeftOut).map(Requests.LeftOut.init),
            marking: question.marking(telling: Set(report.candidates.flatMap(\.nations) + told.map(\.expert.nation))))
    }

    private static func input(
        _ parameters: Requests.Match.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> MatchInput {
        guard let tasking = parameters.tasking else {
            return try MatchInput.read(parameters.id, parameters.request, at: parameters.at, caller, environment)
        }
        let excluded: [(String, Bool)] = [
            ("id", parameters.id != nil), ("request", parameters.request != nil), ("kinds", parameters.kinds != nil),
            ("team", parameters.team != nil),
        ]
        for (field, isStated) in excluded where isStated {
            throw Refusal.invalid(field, "does not go with tasking, whose open seats are filled by single people; leave it out")
        }
        return try MatchInput.read(tasking: tasking, at: parameters.at, caller, environment)
    }

    /// The most people who are listed as left out.
    private static let mostLeftOut = 100

    /// The people whom the match leaves out because of earlier taskings.
    private static func refused(
        _ parameters: Requests.Match.Parameters, _ question: MatchInput, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> [RefusedPerson] {
        guard parameters.includeRefused != true, let id = question.whole.id else { return [] }
        return try environment.query(caller) { try $0.refusedPeople(in: id) }
    }

    private static func kinds(_ names: [String]?) throws -> Set<CandidateKind> {
        guard let names else { return Set(CandidateKind.allCases) }
        return try Set(
            names.map { name in
                guard let kind = CandidateKind(rawValue: name) else {
                    throw Refusal.invalid("kinds", "\(quoted(name)) is no kind; team, augmented and assembled are")
                }
                return kind
            })
    }

    private static func limit(_ limit: Int?) throws -> Int {
        guard let limit else { return 3 }
        guard (1...100).contains(limit) else { throw Refusal.invalid("limit", "is \(limit); 1 to 100 are allowed") }
        return limit
    }

    static func weights(_ stated: Requests.Weights?, _ policy: Weights) throws -> Weights {
        let weights = Weights(
            notice: stated?.notice ?? policy.notice, level: stated?.level ?? policy.level, nation: stated?.nation ?? policy.nation)
        for (name, value) in [("notice", weights.notice), ("level", weights.level), ("nation", weights.nation)]
        where !(0...1_000_000).contains(value) {
            throw Refusal.invalid("weights.\(name)", "is \(value); 0 to 1000000 are allowed")
        }
        return weights
    }

    /// What the candidates' standing teams bring.
    static func support(
        _ candidates: [Candidate], to nation: NationCode, _ query: Query
    ) throws -> [TeamID: Requests.TeamSupport] {
        try Set(candidates.compactMap(\.team)).reduce(into: [:]) { support, id in
            support[id] = try query.rows.team(id).flatMap { Requests.TeamSupport($0.support, to: nation) }
        }
    }

    static func wire(
        _ candidate: Candidate, _ contested: Set<ExpertID>, _ support: [TeamID: Requests.TeamSupport], _ question: MatchInput
    ) -> Requests.Candidate {
        let late = Lateness.minutes(
            orderedAt: question.query.at, notice: candidate.arrivalHours, start: question.query.request.period.start)
        let wanted = candidate.assignments.map(\.expert).filter(contested.contains)
        let contributing = candidate.nations.map { Requests.ConsentNeed(nation: $0.description, kind: .contribute) }
        return .init(
            kind: .init(rawValue: candidate.kind.rawValue) ?? .assembled, team: candidate.team?.text,
            assignments: candidate.assignments.map {
                .init(
                    seat: question.lines[$0.seat], expert: $0.expert.text, nation: $0.nation.description, level: $0.level,
                    noticeHours: $0.noticeHours, partner: question.isPartner($0.expert),
                    standby: question.standby(of: $0.expert, with: candidate.team))
            }, nations: candidate.nations.map(\.description), cost: candidate.cost, arrivalHours: candidate.arrivalHours,
            openSeats: candidate.openSeats, proven: candidate.proven, lowerBound: candidate.lowerBound,
            consents: contributing + [.init(nation: question.query.request.nation.description, kind: .host)],
            lateHours: Lateness.hours(late), contested: wanted.isEmpty ? nil : wanted.map(\.text),
            support: candidate.team.flatMap { support[$0] }, lateMinutes: late,
            standby: candidate.team.flatMap { question.roster.index.standby(of: $0, at: question.query.at)?.id.text })
    }
}
