import CRRTDomain
import CRRTProtocol

/// Who is sent: mostly people who may go, so that lives get beyond the proposal.
extension Generator {
    mutating func proposal(_ request: Request, _ id: String, _ world: World) -> SimulatedRequest {
        let proposer = chance(4) ? 2101 : pick([Cast.duty, Cast.duty, Cast.secondDuty, Cast.both])
        // Where the work has begun, it must be said until when the nations may answer.
        let replyBy = chance(70) ? world.clock.now.adding(hours: pick([2, 12, 12, 30])).description : nil
        var parameters = Taskings.Propose.Parameters(request: id, kind: .assembled, replyBy: replyBy, idempotencyKey: key())
        let isCareless = chance(18)
        if request.seats.isEmpty || chance(isCareless ? 20 : 2) {
            let fit = effects(world).filter { isCareless || mayGo($0, request, world) }
            guard let effect = pickAny(fit) else { return offer(to: request, world) }
            (parameters.kind, parameters.effects) = (.effect, [effect.text])
            return call(Taskings.Propose.self, parameters, by: proposer, world)
        }
        var people = experts(world).filter { isCareless || (world.model.serving[$0] ?? []).isEmpty }
        if chance(15), let team = pickAny(teams(world)).flatMap({ world.model.teams[$0] }) {
            parameters.kind = pick([.team, .augmented])
            parameters.team = team.id.text
            if parameters.kind == .team, !isCareless { people = people.filter(team.members.contains) }
        }
        parameters.assignments = assignments(of: people, request, world, isCareless: isCareless)
        guard let first = parameters.assignments?.first else { return offer(to: request, world) }
        if chance(12) { parameters.commander = chance(80) ? String(first.expert.prefix(3)) : pick(scope.nations) }
        return call(Taskings.Propose.self, parameters, by: proposer, world)
    }

    /// Some of these people for open seats of a request. Who is careless looks at no rule.
    mutating func assignments(
        of people: [ExpertID], _ request: Request, _ world: World, isCareless: Bool, besides tasking: Tasking? = nil
    ) -> [Taskings.Assignment] {
        let model = world.model
        let taken = (request.id.flatMap { model.taskingsOf[$0] } ?? []).compactMap { model.taskings[$0] }
            .flatMap { other in other.elements.filter { $0.state.isForward && (other.id == tasking?.id || $0.wasOrdered) } }
            .compactMap(\.assignment?.seat)
        let open = request.seats.indices.flatMap { seat in
            Array(repeating: seat, count: max(isCareless ? 1 : 0, request.seats[seat].count - taken.count { $0 == seat }))
        }
        var left = people.shuffled(using: &random)
        return some(open, Int.random(in: 1...3, using: &random)).compactMap { seat in
            let place = left.firstIndex { id in
                model.experts[id].map {
                    isCareless || model.isEligible($0, seat, request, during: tasking?.period ?? request.period, world.site)
                } ?? false
            }
            return place.map { .init(seat: seat, expert: left.remove(at: $0).text) }
        }
    }

    private func mayGo(_ id: EffectID, _ request: Request, _ world: World) -> Bool {
        world.model.effects[id].map { effect in
            effect.offer.state == .offered && (effect.nation != request.nation || request.ownNationals)
                && effect.authorisedUntil.map { $0 >= request.period.end } ?? true
        } ?? false
    }

    /// Where no person can go, a nation offers one.
    private mutating func offer(to request: Request, _ world: World) -> SimulatedRequest {
        guard let nation = pickAny(scope.nations.filter { $0 != request.nation.description }) else { return rosterRequest(world) }
        let contact = Cast.contact(nation)
        return request.seats.isEmpty
            ? call(Roster.PutEffect.self, .init(effect: effect(of: nation, world), idempotencyKey: key()), by: contact, world)
            : call(Roster.PutExpert.self, .init(expert: expert(of: nation, world), idempotencyKey: key()), by: contact, world)
    }
}
