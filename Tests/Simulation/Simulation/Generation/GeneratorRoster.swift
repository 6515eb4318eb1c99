import CRRTDomain
import CRRTProtocol

/// What nations offer.
extension Generator {
    private var offering: [String] { scope == .all ? ["EST", "LVA", "SWE", "ALB", "NOR"] : scope.nations }
    static let skills = ["PD-WRL-003", "GX-SKL-001"]

    mutating func rosterRequest(_ world: World) -> SimulatedRequest {
        let nation = pick(offering)
        let contact = Cast.contact(nation, second: chance(20))
        let model = world.model
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<45:
            return call(
                Roster.PutExpert.self, .init(expert: expert(of: nation, world), ifRevision: nil, idempotencyKey: key()), by: contact, world)
        case 45..<53:
            return call(Roster.PutTeam.self, .init(team: team(of: nation, world), idempotencyKey: key()), by: contact, world)
        case 53..<62:
            return call(Roster.PutEffect.self, .init(effect: effect(of: nation, world), idempotencyKey: key()), by: contact, world)
        case 62..<78:
            return offer(nation, contact, world)
        case 78..<83: return contactRequest(nation, contact, world)
        case 83..<89:
            let named = model.names.keys.filter { $0.nation.description == nation }.sorted()
            guard let id = pickAny(named) ?? pickAny(experts(world)) else { return rosterRequest(world) }
            return call(
                Roster.EraseName.self, .init(id: id.text, idempotencyKey: key()), by: Cast.contact(id.nation.description), world)
        default:
            return importing(nation, contact, world)
        }
    }

    private mutating func offer(_ nation: String, _ contact: UInt32, _ world: World) -> SimulatedRequest {
        typealias Kind = Roster.SetOffer.Parameters.Kind
        let own: [(Kind, String)] =
            experts(world).filter { $0.nation.description == nation }.map { (Kind.expert, $0.text) }
            + teams(world).filter { $0.nation.description == nation }.map { (Kind.team, $0.text) }
            + effects(world).filter { $0.nation.description == nation }.map { (Kind.effect, $0.text) }
        let (kind, id) = pickAny(own) ?? (.expert, "\(nation)-0404")
        let event = pick([Roster.SetOffer.Parameters.Event.offer, .offer, .offer, .confirm, .confirm, .suspend, .withdraw])
        let until = chance(20) ? day(Int.random(in: 5...60, using: &random), world) : nil
        return call(
            Roster.SetOffer.self, .init(kind: kind, id: id, event: event, validUntil: until, idempotencyKey: key()), by: contact, world)
    }

    private mutating func importing(_ nation: String, _ contact: UInt32, _ world: World) -> SimulatedRequest {
        let count = Int.random(in: 1...5, using: &random)
        var records = (0..<count).map { _ in Roster.Record(expert: expert(of: nation, world)) }
        if chance(25) { records.append(.init(team: team(of: nation, world))) }
        if chance(25) { records.append(.init(effect: effect(of: nation, world))) }
        var parameters = Roster.Import.Parameters(records: records, idempotencyKey: key())
        if chance(20) { parameters.dryRun = true }
        if chance(10) { parameters.replaceNation = nation }
        return call(Roster.Import.self, parameters, by: contact, world)
    }

    mutating func expert(of nation: String, _ world: World) -> Roster.Expert {
        let id = "\(nation)-000\(Int.random(in: 1...5, using: &random))"
        var expert = Roster.Expert(
            id: id, nation: nation,
            clearance: .init(level: pick([.NS, .NS, .NS, .NC, .NR]), validUntil: date(pick([900, 900, 900, 8]), world)),
            skills: [Self.skills[0]: pick([2, 3, 4, 4, 5])], noticeHours: pick([1, 6, 12, 48]), mode: pick([.both, .both, .both, .remote]))
        if chance(50) { expert.skills[Self.skills[1]] = pick([3, 4]) }
        if chance(35) {
            nextName += 1
            expert.name = "\(Self.names)\(number).\(nextName)"
        }
        if chance(15) { expert.unavailable = [.init(start: day(3, world), end: day(5, world))] }
        if chance(8) { expert.excludes = [pick(scope.nations.filter { $0 != nation })] }
        if chance(5) { expert.notWith = [pick(scope.nations.filter { $0 != nation })] }
        if chance(12) {
            nextName += 1
            let name = "\(Self.names)\(number).\(nextName)"
            expert.partner = .init(name: name, agreement: "MoU with \(name)", until: date(pick([900, 900, 6]), world))
        }
        if chance(25) { expert.teams = ["\(pick(offering))-CRRT-1"] }
        if chance(20) { expert.location = "Base \(Int.random(in: 1...9, using: &random))" }
        return expert
    }

    mutating func team(of nation: String, _ world: World) -> Roster.Team {
        let own = experts(world).filter { $0.nation.description == nation }.map(\.text)
        let others = experts(world).filter { $0.nation.description != nation }.map(\.text)
        let members = some(own, 3) + (chance(30) ? some(others, 1) : [])
        return Roster.Team(
            id: "\(nation)-CRRT-\(pick([1, 1, 2]))", name: "Team \(nation)", nation: nation,
            members: members.isEmpty ? ["\(nation)-0001"] : members,
            noticeHours: pick([6, 24]), minimumStrength: chance(40) ? 1 : nil,
            notWith: chance(8) ? [pick(scope.nations.filter { $0 != nation })] : nil)
    }

    mutating func effect(of nation: String, _ world: World) -> Roster.Effect {
        let authorisedUntil = chance(40) ? day(pick([1, 3, 6, 9, 14]), world) : nil
        return Roster.Effect(
            id: "\(nation)-EFF-0\(pick([1, 1, 2]))", nation: nation, title: "Reference \(Int.random(in: 0..<9, using: &random))",
            category: .defensive, kind: "sinkhole", leadHours: pick([1, 12]), conditions: chance(30) ? "as agreed" : nil,
            classification: pick([.NR, .NR, .NS]), releasableTo: chance(70) ? ["NATO"] : some(scope.nations, 3),
            legalReview: chance(30) ? "LR \(pick([1, 2]))" : nil, authorisedUntil: authorisedUntil)
    }

    /// An instant, some days from the clock's day on.
    func day(_ number: Int, _ world: World) -> String { world.clock.now.date.startOfDay.adding(days: number).description }
    func date(_ number: Int, _ world: World) -> String { String(day(number, world).prefix(10)) }
}
