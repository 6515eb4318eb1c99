import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import SeededNumbers

/// A roster with everything that can be the matter with an offer, put by the nations themselves, and taskings that hold some of it.
struct RandomOffers {
    static let nations = ["ALB", "EST", "LVA", "SWE"]
    private static let skills = ["PD-WRL-003", "PD-WRL-001", "GX-SKL-001"]
    private let desk: InProcessDesk
    private var random: SeededGenerator

    /// Some seeds, a world of taskings first, so that there are commitments.
    static func make(_ desk: InProcessDesk, seed: UInt64) throws {
        var world = try RandomWorld(desk, seed: seed)
        for _ in 0..<150 { _ = try world.step() }
        var offers = RandomOffers(desk: desk, random: SeededGenerator(seed: seed &+ 7))
        try offers.sendTeamAndEffect()
        for number in 1...40 { try offers.putExpert(number) }
        for number in 1...8 { try offers.putTeam(number) }
        for number in 1...8 { try offers.putEffect(number) }
    }

    private func day(_ number: Int) -> String { desk.clock.now.date.startOfDay.adding(days: number).description }
    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &random)! }
    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func offer() -> Roster.Offer {
        let from = number(-200...3)
        return .init(
            state: chance(70) ? .offered : chance(50) ? .suspended : .withdrawn, validFrom: day(from),
            validUntil: chance(40) ? day(max(from + 1, number(-5...60))) : nil, confirmedAt: day(number(-110...0)))
    }

    /// A team and an effect that are out from the first day on, and the people of one nation who alone hold a skill.
    private func sendTeamAndEffect() throws {
        for number in 1...4 {
            let expert = Roster.Expert(
                id: "LVA-8\(number)", nation: "LVA", clearance: .init(level: .NS, validUntil: String(day(800).prefix(10))),
                skills: ["GX-SKL-002": 4, "PD-WRL-003": 3], noticeHours: 1, mode: .both)
            _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact("LVA"))
        }
        let team = Roster.Team(id: "LVA-T-0", name: "Zero", nation: "LVA", members: ["LVA-81"], noticeHours: 1)
        _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: TestSite.contact("LVA"))
        let request = Requests.Request(
            nation: "ALB", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .both, start: day(1), end: day(20),
            seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
        let id = try desk.call(Requests.Submit.self, .init(request: request), as: TestSite.contact("ALB")).request.id ?? ""
        _ = try desk.call(Requests.Validate.self, .init(id: id), as: TestSite.duty)
        try send(.init(request: id, kind: .team, team: team.id, assignments: [.init(seat: 0, expert: "LVA-81")]))
        try send(.init(request: id, kind: .effect, effects: ["SWE-EFF-01"]))
    }

    private func send(_ proposal: Taskings.Propose.Parameters) throws {
        let tasking = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking
        for consent in tasking.consents {
            for second in [false, true] where !second || consent.kind == .effect {
                _ = try desk.call(
                    Consents.Grant.self,
                    .init(tasking: tasking.id, nation: consent.nation, kind: .init(rawValue: consent.kind.rawValue)!),
                    as: TestSite.contact(consent.nation, second: second))
            }
        }
        _ = try desk.call(Taskings.Order.self, .init(id: tasking.id), as: TestSite.authority)
    }

    private mutating func putExpert(_ place: Int) throws {
        let nation = pick(Self.nations)
        var skills = [pick(Self.skills): number(1...5)]
        if chance(60) { skills[pick(Self.skills)] = number(1...5) }
        let level = pick([Roster.Classification.NU, .NR, .NC, .NS, .CTS])
        let until = level == .NU || chance(20) ? nil : String(day(number(-3...90)).prefix(10))
        let clearance = level == .NU || level == .NR || until != nil ? Roster.Clearance(level: level, validUntil: until) : nil
        let from = number(-4...4)
        let expert = Roster.Expert(
            id: "\(nation)-9\(place)", nation: nation, clearance: clearance, skills: skills, noticeHours: 12, mode: .both,
            unavailable: chance(30) ? [.init(start: day(from), end: day(from + 3))] : nil,
            teams: chance(50) ? ["EST-T-1", "LVA-T-2"] : nil, offer: offer())
        _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact(nation))
    }

    private mutating func putTeam(_ place: Int) throws {
        let nation = ["EST", "LVA", "SWE"][place % 3]
        let experts = try desk.store.read { try $0.experts(nation: nil, after: nil, limit: 500) }.map(\.id.text)
        let members = Array(experts.shuffled(using: &random).prefix(number(1...7)))
        let team = Roster.Team(
            id: "\(nation)-T-\(place)", name: "Team \(place)", nation: nation, members: members + (chance(20) ? ["ALB-404"] : []),
            noticeHours: 12, minimumStrength: chance(50) ? number(1...members.count) : nil, offer: offer())
        _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: TestSite.contact(nation))
    }

    private mutating func putEffect(_ place: Int) throws {
        let nation = pick(Self.nations)
        let effect = Roster.Effect(
            id: "\(nation)-E-\(place)", nation: nation, title: "Reference \(place)", category: .defensive, kind: "sinkhole", leadHours: 1,
            classification: pick([.NR, .NS]), releasableTo: ["NATO"], offer: offer())
        _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact(nation))
    }
}
