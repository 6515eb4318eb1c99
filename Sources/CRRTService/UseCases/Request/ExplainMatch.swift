import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Explains why an expert or a team is not eligible, and for which seats they are.
enum ExplainMatch {
    static func run(
        _ parameters: Requests.Explain.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Requests.Explain.Reply {
        let asked = try MatchInput.read(parameters.id, parameters.request, at: parameters.at, whole: true, caller, environment)
        let (question, index) = (asked.query, asked.roster.index)
        let (explanation, nation): (Explanation, NationCode)
        var refused: RefusedPerson?
        var standby: [StandbyPeriod] = []
        switch (parameters.expert, parameters.team) {
        case (let text?, nil):
            guard let id = try? ExpertID(text), let found = index.explanation(of: id, question) else {
                throw Refusal.noSuch("expert", text)
            }
            (explanation, nation, standby) = (found, id.nation, index.standby(of: id, at: question.at))
            refused = try asked.whole.id.flatMap { request in
                try environment.query(caller) { try $0.refusedPeople(in: request) }.first { $0.expert == id }
            }
        case (nil, let text?):
            guard let id = try? TeamID(text), let found = index.explanation(of: id, question) else { throw Refusal.noSuch("team", text) }
            (explanation, nation, standby) = (found, id.nation, [index.standby(of: id, at: question.at)].compactMap(\.self))
        default: throw Refusal.invalid("expert", "or team: name exactly one of the two")
        }
        return .init(
            eligible: explanation.objections.isEmpty, eligibleSeats: explanation.eligibleSeats,
            objections: explanation.objections.map(Requests.Objection.init),
            leftOut: refused.map(Requests.LeftOut.init), marking: asked.marking(telling: Set([nation] + standby.map(\.nation))),
            standby: standby.isEmpty
                ? nil
                : standby.map { .init(id: $0.id.text, team: $0.team?.text, noticeHours: $0.noticeHours, end: $0.period.end.description) })
    }
}

/// Finds the smallest single changes of a request that fill an open seat.
enum RelaxRequest {
    static func run(
        _ parameters: Requests.Relax.Parameters, _ caller: Caller, _ environment: CallEnvironment, _ budget: SearchBudget
    ) throws -> Requests.Relax.Reply {
        let question = try MatchInput.read(parameters.id, parameters.request, at: parameters.at, caller, environment)
        let found = question.roster.index.relax(question.query, outOfTime: budget.begin())
        let isBound = try environment.query(caller) { query in
            try question.whole.id.map { try query.rows.taskings(of: $0) }?.contains(where: \.bindsTerms) ?? false
        }
        return .init(
            relaxations: found.map { relaxation in
                .init(
                    seat: question.lines[relaxation.seat], change: relaxation.change, gains: relaxation.gains,
                    amended: isBound ? nil : Requests.Request(question.amended(as: relaxation.request)))
            }, marking: question.marking())
    }
}
