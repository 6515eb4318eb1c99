import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Lists who is eligible for a seat, with their cost.
enum EligibleForSeat {
    private static let mostPeople = 100
    private static let defaultPeople = 50

    static func run(
        _ parameters: Requests.Eligible.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Requests.Eligible.Reply {
        var question = try MatchInput.read(parameters.id, parameters.request, at: parameters.at, caller, environment)
        question.query.weights = try MatchRequest.weights(parameters.weights, environment.site.policy.weights)
        let limit = parameters.limit ?? defaultPeople
        guard (1...mostPeople).contains(limit) else {
            throw Refusal.invalid("limit", "is \(limit); 1 to \(mostPeople) are allowed")
        }
        let choices = MatchChoices(question: question, refused: [], catalogue: environment.site.catalogue)
        let line = try choices.line(parameters.seat, "seat")
        let all = question.roster.index.eligibleExperts(seat: line, question.query)
        let first = try start(parameters.after, all)
        let page = all[first...].prefix(limit)
        let period = question.query.request.period
        let (refused, contested) = try environment.query(caller) { query in
            var contests = ContestCache(query)
            let refused = try question.query.request.id.map { try query.refusedPeople(in: $0) } ?? []
            let contested = try Set(
                page.map(\.expert).filter { try !contests.contests(over: [$0], during: period, limit: 1).isEmpty })
            return (Dictionary(uniqueKeysWithValues: refused.map { ($0.expert, $0) }), contested)
        }
        let leads = question.query.request.seats[line].lead
        let people = page.map { person in
            Requests.EligiblePerson(
                expert: person.expert.text, nation: person.nation.description, level: person.level, noticeHours: person.noticeHours,
                cost: person.cost, mayLead: leads ? person.mayLead : nil, contested: contested.contains(person.expert) ? true : nil,
                leftOut: refused[person.expert].map(Requests.LeftOut.init), partner: question.isPartner(person.expert),
                standby: question.standby(of: person.expert))
        }
        return .init(
            people: people, total: all.count, next: page.endIndex < all.endIndex ? page.last?.expert.text : nil, asOf: question.roster.seq,
            marking: question.marking(telling: Set(page.map(\.nation))))
    }

    /// The index of the first person of a page.
    private static func start(_ after: String?, _ all: [EligibleExpert]) throws -> Int {
        guard let after else { return 0 }
        guard let index = all.firstIndex(where: { $0.expert.text == after }) else {
            throw Refusal.invalid("after", "\(quoted(after)) is not eligible for the seat, or no longer; begin again without it")
        }
        return index + 1
    }
}
