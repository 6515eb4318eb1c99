import CRRTDomain
import CRRTProtocol

/// Taskings, from the nations' answers to the way home.
extension Generator {
    mutating func step(_ tasking: Tasking, _ request: Request, _ world: World) -> SimulatedRequest {
        let id = tasking.id.description
        let revision = chance(8) ? pick([tasking.revision, tasking.revision, 1]) : nil
        // Mostly what the state asks for, else anything.
        if tasking.kind == .effect {
            // A use ends early more often than it would by itself, so that short lives come to its outcome.
            let hasEnded = tasking.elements.contains { $0.state == .returning || $0.state == .home }
            if chance(hasEnded ? 50 : 2) { return outcome(tasking, world) }
            if chance(tasking.wasOrdered ? 25 : 5) { return chance(25) ? recallEffect(tasking, world) : cease(tasking, world) }
        }
        if tasking.holdsPeople, chance(15) { return change(tasking, request, world) }
        if chance(30), let replacement = replacement(tasking, request, world) { return replacement }
        // Later batches and stricter labels are answered while others go on.
        let isAsked = (world.model.asked[tasking.id] ?? []).contains { world.model.consents[$0]?.state == .requested }
        if isAsked, chance(4) {
            return call(Consents.Remind.self, .init(tasking: id, idempotencyKey: key()), by: pick([Cast.duty, Cast.secondDuty]), world)
        }
        if tasking.holdsPeople, isAsked, chance(40) { return answer(tasking, world) }
        if tasking.holdsPeople, tasking.elements.contains(where: { $0.state == .agreed }), chance(35) {
            return order(tasking, revision, world)
        }
        if world.site.asksApproval, tasking.extension != nil, tasking.approval?.withdrawal == nil, chance(15) {
            return call(
                Taskings.WithdrawApproval.self, .init(id: id, reason: "decided anew", idempotencyKey: key()), by: Cast.council, world)
        }
        switch (chance(80) ? tasking.state : .closed, Int.random(in: 0..<100, using: &random)) {
        case (.recalled, _), (.aborted, _): return advance(tasking, revision, world)
        case (.awaitingConsent, _), (_, 0..<15): return answer(tasking, world)
        case (.consented, _), (_, 15..<28):
            return order(tasking, revision, world)
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
            return recall(tasking, world)
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

    /// The order, or what the policy asks for before it.
    private mutating func order(_ tasking: Tasking, _ revision: Int?, _ world: World) -> SimulatedRequest {
        if world.site.asksApproval, let approval = approval(tasking, world) { return approval }
        return call(
            Taskings.Order.self, .init(id: tasking.id.description, ifRevision: revision, idempotencyKey: key()),
            by: pick([Cast.authority, Cast.authority, Cast.both]), world)
    }

    /// The approval of people who wait for their order, which is withdrawn now and then; nil for none.
    private mutating func approval(_ tasking: Tasking, _ world: World) -> SimulatedRequest? {
        let id = tasking.id.description
        let host = (world.model.asked[tasking.id] ?? []).filter { place in
            place.kind == .host && [.requested, .granted].contains(world.model.consents[place]?.state)
        }
        let isGiven = tasking.approval.map { given in given.withdrawal == nil && host.allSatisfy { given.digests.contains($0.digest) } }
        if isGiven == true {
            guard chance(15) else { return nil }
            return call(
                Taskings.WithdrawApproval.self, .init(id: id, reason: "decided anew", idempotencyKey: key()), by: Cast.council, world)
        }
        guard chance(75) else { return nil }
        let until = chance(60) ? tasking.period.end.adding(days: 2).description : nil
        return call(
            Taskings.Approve.self, .init(id: id, until: until, idempotencyKey: key()),
            by: pick([Cast.council, Cast.council, Cast.authority]),
            world)
    }

    /// Of all of a nation's people, or of one, whom those may recall, too, who do not see the tasking.
    private mutating func recall(_ tasking: Tasking, _ world: World) -> SimulatedRequest {
        let (id, nation) = (tasking.id.description, pick(tasking.nations).description)
        if chance(40), let named = pickAny(tasking.elements.filter { $0.nation.description == nation }) {
            return call(
                Taskings.Recall.self,
                .init(id: chance(40) ? id : nil, nation: nation, reason: "crisis", idempotencyKey: key(), experts: [named.text]),
                by: pick([Cast.contact(nation), Cast.lowContact(nation)]), world)
        }
        return call(
            Taskings.Recall.self, .init(id: id, nation: nation, reason: "crisis", idempotencyKey: key()),
            by: Cast.contact(nation, second: chance(20)), world)
    }

    private mutating func advance(_ tasking: Tasking, _ revision: Int?, _ world: World) -> SimulatedRequest {
        typealias Event = Taskings.Advance.Parameters.Event
        let due: [Event] =
            switch tasking.state {
            case .ordered: [.depart, .begin]
            case .moving: [.begin, .begin, .release]
            case .onTask: [.release]
            case .returning, .recalled, .aborted: tasking.abroad.isEmpty ? [.close] : [.home]
            default: [.depart, .begin, .release, .home, .close]
            }
        let event = chance(88) ? pick(due) : pick([.depart, .begin, .release, .home, .close])
        let host = event == .release && chance(40)
        let people = tasking.elements.compactMap(\.expert).map(\.text)
        let named = event != .close && chance(25) && !people.isEmpty ? some(people, Int.random(in: 1...2, using: &random)) : nil
        let at = chance(10) ? world.clock.now.adding(hours: pick([-3, -1, 1])).description : nil
        let nation = named?.first.map { String($0.prefix(3)) }
        let own = event == .home && chance(40)
        return call(
            Taskings.Advance.self,
            .init(
                id: tasking.id.description, event: event, report: chance(30) ? "on the way" : nil, ifRevision: revision,
                idempotencyKey: key(), experts: named, at: at),
            by: host ? Cast.contact(tasking.request.nation.description) : own ? nation.map { Cast.contact($0) } ?? Cast.duty : Cast.duty,
            world)
    }

    /// Single people leave the work, a nation takes its own back, or others are put in the place of those who left.
    private mutating func change(_ tasking: Tasking, _ request: Request, _ world: World) -> SimulatedRequest {
        let id = tasking.id.description
        if chance(20) { return recall(tasking, world) }
        let people = tasking.elements.filter(\.state.isForward).compactMap(\.expert)
        if chance(50), let expert = pickAny(people) {
            let isIll = chance(50)
            return call(
                Taskings.Withdraw.self,
                .init(
                    id: id, experts: [expert.text], cause: isIll ? .ill : .released, reason: isIll ? Self.illness : "not needed",
                    idempotencyKey: key()),
                by: chance(50) ? Cast.duty : Cast.contact(expert.nation.description), world)
        }
        return replacement(tasking, request, world) ?? recall(tasking, world)
    }

    /// People for the seats that are open in a tasking that goes on, now and then some who serve elsewhere; nil where there is none.
    private mutating func replacement(_ tasking: Tasking, _ request: Request, _ world: World) -> SimulatedRequest? {
        let model = world.model
        guard tasking.kind != .effect, tasking.elements.contains(where: \.state.isForward), world.clock.now < tasking.period.end
        else { return nil }
        let isEager = chance(20)
        let people = experts(world).filter { isEager || (model.serving[$0] ?? []).isEmpty }
        let assignments = assignments(of: people, request, world, isCareless: isEager, besides: tasking)
        if assignments.isEmpty { return nil }
        let replyBy = chance(50) ? world.clock.now.adding(hours: pick([2, 12, 30])).description : nil
        return call(
            Taskings.Replace.self, .init(id: tasking.id.description, assignments: assignments, replyBy: replyBy, idempotencyKey: key()),
            by: pick([Cast.duty, Cast.secondDuty, Cast.both]), world)
    }

    /// By its nation, the host or an authority; by its nation also in every tasking at once.
    private mutating func cease(_ tasking: Tasking, _ world: World) -> SimulatedRequest {
        let effect = pickAny(tasking.elements.compactMap(\.effect)) ?? pickAny(effects(world))
        let (owner, host) = (effect?.nation.description ?? "SWE", tasking.request.nation.description)
        let isEverywhere = chance(40)
        let callers = [Cast.contact(owner), Cast.lowContact(owner)] + (isEverywhere ? [] : [Cast.contact(host), Cast.authority])
        return call(
            Taskings.Cease.self,
            .init(
                id: isEverywhere ? nil : tasking.id.description, effect: effect?.text ?? "SWE-EFF-01", reason: "stop",
                idempotencyKey: key()),
            by: pick(callers), world)
    }

    private mutating func recallEffect(_ tasking: Tasking, _ world: World) -> SimulatedRequest {
        let effect = pickAny(tasking.elements.compactMap(\.effect)) ?? pickAny(effects(world))
        let owner = effect?.nation.description ?? "SWE"
        return call(
            Taskings.Recall.self,
            .init(nation: owner, reason: "crisis", idempotencyKey: key(), experts: [effect?.text ?? "SWE-EFF-01"]),
            by: pick([Cast.contact(owner), Cast.lowContact(owner)]), world)
    }

    private mutating func outcome(_ tasking: Tasking, _ world: World) -> SimulatedRequest {
        let effect = pickAny(tasking.elements.compactMap(\.effect)) ?? pickAny(effects(world))
        return call(
            Taskings.ReportOutcome.self,
            .init(
                id: tasking.id.description, effect: effect?.text ?? "SWE-EFF-01", result: pick([.achieved, .partly, .unknown]),
                text: chance(30) ? "two of three" : nil, idempotencyKey: key()),
            by: pick([Cast.contact(effect?.nation.description ?? "SWE"), Cast.authority]), world)
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
        let notWith = kind == .contribute && chance(8) ? [pick(scope.nations.filter { $0 != nation })] : nil
        return call(
            Consents.Grant.self,
            .init(
                tasking: id, nation: nation, kind: kind, digest: digest, conditions: conditions, idempotencyKey: key(), notWith: notWith),
            by: caller, world)
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
