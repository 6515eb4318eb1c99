import CRRTDomain
import CRRTMatching
import CRRTProtocol

/// Why one expert or team could not go: every objection, or none.
enum ExplainMatch {
    static func run(_ parameters: Requests.Explain.Parameters, _ caller: Caller, _ instance: Instance) throws -> Requests.Explain.Reply {
        let asked = try MatchQuestion.read(parameters.id, parameters.request, at: parameters.at, whole: true, caller, instance)
        let (question, index) = (asked.query, asked.roster.index)
        let (objections, nation): ([Objection], NationCode)
        switch (parameters.expert, parameters.team) {
        case (let text?, nil):
            guard let id = try? ExpertID(text), let found = index.objections(to: id, question) else { throw Refusal.noSuch("expert", text) }
            (objections, nation) = (found, id.nation)
        case (nil, let text?):
            guard let id = try? TeamID(text), let found = index.objections(to: id, question) else { throw Refusal.noSuch("team", text) }
            (objections, nation) = (found, id.nation)
        default: throw Refusal.invalid("expert", "or team: name exactly one of the two")
        }
        return .init(
            eligible: objections.isEmpty, objections: objections.map(Requests.Objection.init), marking: asked.marking(telling: [nation]))
    }
}

/// What would help: the smallest single changes that fill an open seat.
enum RelaxRequest {
    static func run(_ parameters: Requests.Relax.Parameters, _ caller: Caller, _ instance: Instance) throws -> Requests.Relax.Reply {
        let question = try MatchQuestion.read(parameters.id, parameters.request, at: parameters.at, caller, instance)
        let budget = Budget(milliseconds: instance.site.policy.matchBudgetMilliseconds)
        let found = question.roster.index.relax(question.query, outOfTime: { budget.isSpent })
        return .init(
            relaxations: found.map { .init(seat: question.lines[$0.seat], change: $0.change, gains: $0.gains) }, marking: question.marking()
        )
    }
}
