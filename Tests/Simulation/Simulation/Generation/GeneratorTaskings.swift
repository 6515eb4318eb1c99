import CRRTDomain
import CRRTProtocol

/// Taskings, from the nations' answers to the way home.
extension Generator {
    mutating func step(_ tasking: Tasking, _ request: Request, _ world: World) -> SimulatedRequest {
        let id = tasking.id.description
        let revision = chance(8) ? pick([tasking.revision, tasking.revision, 1]) : nil
        // Mostly what the state asks for, else anything.
        switch (chance(80) ? tasking.state : .closed, Int.random(in: 0..<100, using: &random)) {
        case (.awaitingConsent, _), (_, 0..<15): return answer(tasking, world)
        case (.consented, _), (_, 15..<28):
            return call(
                Taskings.Order.self, .init(id: id, ifRevision: revision, idempotencyKey: key()),
                by: pick([Cast.authority, Cast.authority, Cast.both]),
                world)
        case (.onTask, 28..<70) where tasking.extension != nil: return answer(tasking, world)
        case (.onTask, 28..<60):
            return call(
                Taskings.Extend.self,
                .init(
                    id: id, until: tasking.period.end.adding(days: Int.random(in: 1...3, using: &random)).description, idempotencyKey: key()
                ),
                by: Cast.duty, world)
        case (.ordered, _), (.moving, _), (.onTask, _), (.returning, _), (_, 28..<60): return advance(tasking, revision, world)
        case (_, 60..<74):
            let nation = pick(tasking.nations).description
            if chance(40), let expert = pickAny(tasking.assignments.filter { $0.expert.nation.description == nation }) {
                return call(
                    Taskings.Recall.self, .init(nation: nation, reason: "crisis", idempotencyKey: key(), experts: [expert.expert.text]),
                    by: pick([Cast.contact(nation), Cast.lowContact(nation)]), world)
            }
            return call(
                Taskings.Recall.self, .init(id: id, nation: nation, reason: "crisis", idempotencyKey: key()), by: Cast.contact(nation),
                world)
        case (_, 74..<82):
            return call(
                Taskings.Extend.self, .init(id: id, until: tasking.period.end.adding(days: 1).description, idempotencyKey: key()),
                by: Cast.duty, world)
        case (_, 82..<90): return revocation(tasking, world)
        default:
            return call(
                Taskings.Abort.self, .init(id: id, reason: "stop", idempotencyKey: key()), by: pick([Cast.authority, Cast.duty]), world)
        }
    }

    private mutating func advance(_ tasking: Tasking, _ revision: Int?, _ world: World) -> SimulatedRequest {
        typealias Event = Taskings.Advance.Parameters.Event
        let due: [Event] =
            switch tasking.state {
            case .ordered: [.depart, .begin]
            case .moving: [.begin, .begin, .release]
            case .onTask: [.release]
            case .returning: [.close]
            default: [.depart, .begin, .release, .close]
            }
        let event = chance(90) ? pick(due) : pick([.depart, .begin, .release, .close])
        let host = event == .release && chance(40)
        return call(
            Taskings.Advance.self,
            .init(
                id: tasking.id.description, event: event, report: chance(30) ? "on the way" : nil, ifRevision: revision,
                idempotencyKey: key()),
            by: host ? Cast.contact(tasking.request.nation.description) : Cast.duty, world)
    }

    private mutating func answer(_ tasking: Tasking, _ world: World) -> SimulatedRequest {
        let asked = (world.model.asked[tasking.id] ?? []).compactMap { world.model.consents[$0] }
        guard let consent = pickAny(asked.filter { $0.state == .requested }) ?? pickAny(asked) else { return revocation(tasking, world) }
        let (id, nation) = (tasking.id.description, consent.nation.description)
        let caller = Cast.contact(nation, second: chance(50))
        guard chance(92), let kind = Consents.Grant.Parameters.Kind(rawValue: consent.kind.rawValue) else {
            let kind = Consents.Refuse.Parameters.Kind(rawValue: consent.kind.rawValue) ?? .host
            return call(
                Consents.Refuse.self, .init(tasking: id, nation: nation, kind: kind, reason: "no", idempotencyKey: key()), by: caller, world
            )
        }
        let digest = chance(20) ? (chance(85) ? consent.digest : String(consent.digest.reversed())) : nil
        // The second person states the first one's conditions.
        let conditions = consent.decidedBy.isEmpty ? (chance(20) ? "as agreed" : nil) : (chance(95) ? consent.conditions : "others")
        return call(
            Consents.Grant.self,
            .init(tasking: id, nation: nation, kind: kind, digest: digest, conditions: conditions, idempotencyKey: key()), by: caller, world
        )
    }

    private mutating func revocation(_ tasking: Tasking, _ world: World) -> SimulatedRequest {
        let asked = (world.model.asked[tasking.id] ?? []).compactMap { world.model.consents[$0] }
        let consent = pickAny(asked.filter { $0.state == .granted }) ?? pickAny(asked)
        let nation = consent?.nation.description ?? "EST"
        let kind = Consents.Revoke.Parameters.Kind(rawValue: consent?.kind.rawValue ?? "") ?? .contribute
        let digest = chance(20) ? consent?.digest : nil
        return call(
            Consents.Revoke.self,
            .init(tasking: tasking.id.description, nation: nation, kind: kind, reason: "no longer", idempotencyKey: key(), digest: digest),
            by: Cast.contact(nation), world)
    }
}
