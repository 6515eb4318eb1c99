import CRRTDomain
import CRRTProtocol

/// Who stands by.
extension Generator {
    mutating func standbyRequest(_ world: World) -> SimulatedRequest {
        let teams = teams(world)
        // An exchange needs two nations.
        guard Set(teams.map(\.nation)).count > 1, let team = pickAny(teams) else {
            let nation = pick(scope.nations)
            let team = team(of: nation, world)
            return call(Roster.PutTeam.self, .init(team: team, idempotencyKey: key()), by: Cast.contact(nation), world)
        }
        let nation = team.nation.description
        let contact = Cast.contact(nation)
        let known = world.model.standby.values
            .filter { $0.state != .withdrawn && scope.nations.contains($0.nation.description) }.sorted { $0.id < $1.id }
        let asking = known.filter { $0.swap != nil }
        guard let standby = chance(60) ? pickAny(asking) ?? pickAny(known) : pickAny(known),
            chance(known.count < 3 ? 20 : 80)
        else {
            let period = period(team, world)
            return chance(70)
                ? call(Standby.Put.self, .init(period: period, idempotencyKey: key()), by: contact, world)
                : call(
                    Standby.Import.self, .init(periods: [period], dryRun: chance(20) ? true : nil, idempotencyKey: key()), by: contact,
                    world)
        }
        let own = Cast.contact(standby.nation.description)
        if let swap = standby.swap, chance(80) {
            let answerer = chance(80) ? Cast.contact(swap.with.nation.description) : own
            return call(
                Standby.AnswerSwap.self, .init(id: standby.id.text, agree: chance(75), idempotencyKey: key()), by: answerer, world)
        }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3:
            let waiting = pickAny(known.filter { $0.nations != $0.confirmedBy }) ?? standby
            let nation = chance(90) ? pickAny(waiting.nations)?.description ?? pick(scope.nations) : pick(scope.nations)
            return call(Standby.Confirm.self, .init(id: waiting.id.text, idempotencyKey: key()), by: Cast.contact(nation), world)
        case 3:
            return call(
                Standby.Withdraw.self, .init(id: standby.id.text, reason: "needed at home", idempotencyKey: key()), by: own, world)
        case 4..<9:
            guard let other = pickAny(known.filter { $0.nation != standby.nation }) else { return rosterRequest(world) }
            return call(
                Standby.AskSwap.self,
                .init(
                    id: standby.id.text, with: other.id.text, start: other.period.start.description, end: other.period.end.description,
                    idempotencyKey: key()), by: own, world)
        default: return call(Standby.Get.self, .init(id: standby.id.text), by: Cast.contact(pick(scope.nations)), world)
        }
    }

    private mutating func period(_ team: TeamID, _ world: World) -> Standby.Period {
        let start = Int.random(in: 0...9, using: &random)
        let people = experts(world).filter { $0.nation == team.nation }.map(\.text)
        let isPool = !people.isEmpty && chance(25)
        return Standby.Period(
            id: "\(team.nation)-STB-\(Int.random(in: 1...4, using: &random))", team: isPool ? nil : team.text,
            experts: isPool ? some(people, 2) : nil, start: day(start, world), end: day(start + pick([1, 2, 7]), world),
            tier: pick([.first, .second]), noticeHours: pick([1, 4, 12]))
    }
}
