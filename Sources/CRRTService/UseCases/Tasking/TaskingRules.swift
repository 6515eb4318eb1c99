import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore
import Varlink

/// Every rule of domain.md section 5, checked anew on the rows: at propose, at order and at an extension.
struct TaskingRules {
    /// What follows if no rule objects.
    enum Purpose {
        /// The same as `ask`, for a tasking that is not on record yet: a refusal does not name its id, as it will not exist.
        case propose
        /// Nations are asked. Commitments that the caller does not see are left out, as in their matches.
        case ask
        /// The people are bound. Every commitment counts. Where the caller must not know which, they learn only that there is one.
        case bind
    }

    private let command: Command
    private let request: Request
    private let purpose: Purpose

    /// - Parameter period: what the people are wanted for; an extension asks for longer than the request did.
    init(_ command: Command, _ request: Request, during period: Period, to purpose: Purpose) {
        self.command = command
        self.purpose = purpose
        var wanted = request
        wanted.period = period
        self.request = wanted
    }

    /// Refuses with all objections to all people, or with the tasking that has one of them already.
    ///
    /// A refusal says what stands in an expert's record, or of which it is. A caller who may not read that record is not told, also where
    /// they see the whole tasking: the host whose consent is the last, and each contributing nation.
    func check(_ tasking: Tasking) throws {
        guard request.period.end > command.now else {
            throw Refusal.illegal(
                tasking.id, state: tasking.state.rawValue, event: "go", "its period ended \(request.period.end); amend the request first")
        }
        do { try checkOffers(tasking) } catch let error as any VarlinkErrorReply {
            throw try shortened(error, tasking)
        }
    }

    /// The rules, and that each person is home from every other tasking. That a foreign person is not is told last, without a name.
    func checkExtension(of tasking: Tasking) throws {
        var own = tasking
        own.assignments = tasking.assignments.filter(isReadable)
        try command.checkReturned(own, for: .extend)
        try check(tasking)
        guard own.assignments.count < tasking.assignments.count else { return }
        do { try command.checkReturned(tasking, for: .extend) } catch is any VarlinkErrorReply { throw nothingOfTheirs(tasking) }
    }

    private func isReadable(_ assignment: Tasking.Assignment) -> Bool { command.caller.sees(offersOf: assignment.expert.nation) }

    private func checkOffers(_ tasking: Tasking) throws {
        // Of people whom the caller may not read about it is said last, so that the answer is true of their own.
        let outsider = try outsider(in: tasking)
        if let outsider, isReadable(outsider.assignment) { throw notServing(outsider, tasking) }
        var objections = try objections(toTeamOf: tasking)
        for (assignment, leading) in try places(tasking) {
            guard let expert = try command.rows.expert(assignment.expert) else {
                throw Refusal.noSuch("expert", assignment.expert.text)
            }
            objections += try self.objections(to: expert, assignment.seat, leading, tasking)
        }
        for id in tasking.effects { objections += try self.objections(to: id) }
        if !objections.isEmpty { throw try refusal(objections, tasking) }
        if let outsider { throw notServing(outsider, tasking) }
    }

    /// Each person with whether they take the leading place of their line. The best of a lead line does, where nobody who is
    /// ordered already leads it.
    private func places(_ tasking: Tasking) throws -> [(Tasking.Assignment, leading: Bool)] {
        let others = try command.rows.taskings(of: tasking.request).filter { $0.state.holdsPeople && $0.id != tasking.id }
        var leaders: Set<ExpertID> = []
        for (index, seat) in request.seats.enumerated() where seat.lead {
            let led = try others.flatMap(\.assignments).contains {
                try $0.seat == index && level($0.expert, seat.skill) >= Proficiency.leads.level
            }
            let here = try tasking.assignments.filter { $0.seat == index }.map { ($0.expert, try level($0.expert, seat.skill)) }
            if !led, here.count == Filling(request, others).open[index],
                let best = here.max(by: { ($0.1, $1.0) < ($1.1, $0.0) })
            {
                leaders.insert(best.0)
            }
        }
        return tasking.assignments.map { ($0, leaders.contains($0.expert)) }
    }

    /// 0 where the expert does not hold the skill.
    private func level(_ expert: ExpertID, _ skill: SkillCode) throws -> Int {
        try command.rows.expert(expert)?.skills[skill]?.level ?? 0
    }

    private func objections(to expert: Expert, _ seat: Int, _ leading: Bool, _ tasking: Tasking) throws -> [Objection] {
        let query = try command.matchQuery(request, ignoring: tasking.id)
        let others = try commitments(of: expert.id, besides: tasking)
        let commitments = others.seen.map { Commitment(tasking: $0, expert: expert.id, period: request.period) }
        return Eligibility.objections(to: expert, seat: seat, leading: leading, commitments: commitments, query)
            .map { Objection(code: $0.code, seat: $0.seat, detail: "\(expert.id)" + ($0.detail.map { ": \($0)" } ?? "")) }
            + (others.hidden ? [Objection(code: .committed, detail: "\(expert.id): serves elsewhere")] : [])
    }

    private func commitments(of expert: ExpertID, besides tasking: Tasking) throws -> (seen: [TaskingID], hidden: Bool) {
        let others = try command.rows.commitments(of: expert, during: request.period, ignoring: tasking.id)
        let seen = try others.filter { id in try command.rows.tasking(id).map { try command.sees(.tasking($0)) } ?? false }
        return (seen, purpose == .bind && seen.count < others.count)
    }

    private func objections(toTeamOf tasking: Tasking) throws -> [Objection] {
        guard let id = tasking.team else { return [] }
        guard let team = try command.rows.team(id) else { throw Refusal.noSuch("team", id.text) }
        return try (Eligibility.objections(to: team, command.matchQuery(request)) + weakness(of: team, tasking))
            .map { Objection(code: $0.code, seat: $0.seat, detail: "\(id)" + ($0.detail.map { ": \($0)" } ?? "")) }
    }

    /// Whether the lead nation would let the team go, counted as a match counts it. A team that is there has gone: an extension
    /// asks its lead nation anew.
    private func weakness(of team: Team, _ tasking: Tasking) throws -> [Objection] {
        guard let least = team.minimumStrength, !tasking.state.holdsPeople else { return [] }
        let others = try command.rows.taskings(of: tasking.request).filter { $0.id != tasking.id }
        let (open, _) = try MatchQuestion.openSeats(of: request, others, command)
        let members = try team.members.compactMap { try command.rows.expert($0) }.filter(team.admits)
        let serving = try members.map { (expert: $0.id, elsewhere: try self.commitments(of: $0.id, besides: tasking)) }
        let commitments = serving.flatMap { member in
            member.elsewhere.seen.map { Commitment(tasking: $0, expert: member.expert, period: request.period) }
        }
        let free = members.filter { member in !serving.contains { $0.expert == member.id && $0.elsewhere.hidden } }
        let strength = Eligibility.strength(of: free, commitments: commitments, try command.matchQuery(open, ignoring: tasking.id))
        guard strength < least else { return [] }
        return [Objection(code: .notOffered, seat: nil, detail: Eligibility.weakness(strength, least: least))]
    }

    private func objections(to id: EffectID) throws -> [Objection] {
        guard let effect = try command.rows.effect(id) else { throw Refusal.noSuch("effect", id.text) }
        return EffectRules.objections(to: effect, request, command)
            .map { Objection(code: $0.code, seat: $0.seat, detail: "\(id)" + ($0.detail.map { ": \($0)" } ?? "")) }
    }

    /// Somebody who serves elsewhere is named with that tasking; anything else is not eligible.
    private func refusal(_ objections: [Objection], _ tasking: Tasking) throws -> any Error {
        if objections.allSatisfy({ $0.code == .committed }), let expert = try firstCommitted(tasking) { return expert }
        let words = objections.map { "\($0.code.rawValue) (\($0.detail ?? ""))" }.joined(separator: ", ")
        return Requests.NotEligible(
            objections: objections.map(Requests.Objection.init),
            message: "\(subject(tasking)) cannot go: \(words); crrtctl match \(tasking.request) shows who can")
    }

    private func subject(_ tasking: Tasking) -> String {
        purpose == .propose ? "the proposal for \(tasking.request)" : tasking.id.description
    }

    /// The caller's own people are looked at first.
    private func firstCommitted(_ tasking: Tasking) throws -> Taskings.AlreadyCommitted? {
        for assignment in tasking.assignments.filter(isReadable) + tasking.assignments {
            guard let other = try commitments(of: assignment.expert, besides: tasking).seen.first else { continue }
            return .init(
                expert: assignment.expert.text, tasking: other.description,
                message: "\(assignment.expert) serves \(other) in that period; crrtctl match \(tasking.request) shows who is free")
        }
        return nil
    }

    /// A person of a team's tasking who is not, or no longer, in that team; of several one whom the caller may read about.
    private func outsider(in tasking: Tasking) throws -> (place: Int, assignment: Tasking.Assignment)? {
        guard tasking.kind == .team, let id = tasking.team else { return nil }
        guard let team = try command.rows.team(id) else { throw Refusal.noSuch("team", id.text) }
        let outside = try tasking.assignments.enumerated().filter { _, assignment in
            guard let expert = try command.rows.expert(assignment.expert) else { return true }
            return !team.members.contains(expert.id) || !team.admits(expert)
        }
        return (outside.first { isReadable($0.element) } ?? outside.first).map { ($0.offset, $0.element) }
    }

    private func notServing(_ outsider: (place: Int, assignment: Tasking.Assignment), _ tasking: Tasking) -> Service.InvalidRecord {
        // The place tells of others, and a nation is not told of another's team.
        guard let team = tasking.team, command.caller.sees(offersOf: team.nation) else {
            return Refusal.invalid("expert", "\(outsider.assignment.expert) does not serve in the team")
        }
        let field = tasking.state.holdsPeople ? "expert" : "assignments[\(outsider.place)].expert"
        return Refusal.invalid(field, "\(outsider.assignment.expert) does not serve in \(team)")
    }

    /// The refusal as far as it is about records that the caller may read. What is about anything else is not passed on, whatever it is.
    private func shortened(_ error: any VarlinkErrorReply, _ tasking: Tasking) throws -> any Error {
        let readable = try command.offersSeen(in: tasking)
        let all = Set(tasking.assignments.map(\.expert.text) + tasking.effects.map(\.text) + (tasking.team.map { [$0.text] } ?? []))
        if readable == all { return error }
        switch error {
        case let known as Taskings.AlreadyCommitted where readable.contains(known.expert): return known
        case let known as Service.InvalidRecord where readable.contains { known.reason.hasPrefix($0 + " ") }: return known
        case let known as Requests.NotEligible:
            let objections = known.objections.filter { objection in readable.contains { objection.isAbout($0) } }
            if objections.count == known.objections.count { return known }
            guard !objections.isEmpty else { return nothingOfTheirs(tasking) }
            let words = objections.map { "\($0.code) (\($0.detail ?? ""))" }.joined(separator: ", ")
            return Requests.NotEligible(objections: objections, message: "\(subject(tasking)) cannot go on: \(words)")
        default: return nothingOfTheirs(tasking)
        }
    }

    /// Of the records that they may read there is nothing to object to.
    private func nothingOfTheirs(_ tasking: Tasking) -> Service.IllegalTransition {
        Refusal.illegal(
            tasking.id, state: tasking.state.rawValue, event: "extend",
            "there is no objection to what \(command.caller.nation?.description ?? "you") contributes; "
                + "the duty desk sees what stands in the way")
    }
}

extension Requests.Objection {
    /// Whether its words are about this record: they begin with its id.
    fileprivate func isAbout(_ id: String) -> Bool {
        detail.map { $0 == id || $0.hasPrefix(id + ":") } ?? false
    }
}
