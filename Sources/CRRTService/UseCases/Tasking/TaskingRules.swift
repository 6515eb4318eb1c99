import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore
import Varlink

/// Checks the rules of domain.md section 5 against the rows, when a tasking is proposed, ordered or extended.
struct TaskingRules {
    /// What happens if no rule objects.
    enum Purpose {
        /// Like `ask`, but the tasking is not on record yet, so a refusal does not name its id.
        case propose
        /// Nations are asked. Commitments that the caller may not see are ignored, as in their matches.
        case ask
        /// The people are bound. All commitments count. Of one that the caller may not see, they learn only that it exists.
        case bind
    }

    private let command: Command
    private let request: Request
    private let purpose: Purpose

    /// - Parameter period: when the people are needed. For an extension it is longer than the request's.
    init(_ command: Command, _ request: Request, during period: Period, to purpose: Purpose) {
        self.command = command
        self.purpose = purpose
        var wanted = request
        wanted.period = period
        self.request = wanted
    }

    /// Checks a tasking.
    ///
    /// A refusal reveals contents of experts' records. So callers who may not read a record are not told, even if they see the whole
    /// tasking: a host whose consent is the last, and contributing nations.
    ///
    /// - Throws: a refusal with all objections to all people, or with the tasking to which one of them is committed.
    func check(_ tasking: Tasking) throws {
        guard request.period.end > command.now else {
            throw try command.illegal(tasking, "go", "its period ended \(request.period.end); amend the request first")
        }
        do { try checkOffers(tasking) } catch let error as any VarlinkErrorReply {
            throw try redacted(error, tasking)
        }
    }

    /// Checks the rules, and that none of the people is in another tasking. For foreign people this is checked last, and they are not
    /// named.
    func checkExtension(of tasking: Tasking) throws {
        var own = tasking
        own.elements = tasking.elements.filter { command.caller.sees(offersOf: $0.nation) }
        try command.checkReturned(own.elements, own, for: nil)
        try check(tasking)
        guard own.elements.count < tasking.elements.count else { return }
        do { try command.checkReturned(tasking.elements, tasking, for: nil) } catch is any VarlinkErrorReply {
            throw try hiddenObjections(tasking)
        }
    }

    private func isReadable(_ assignment: Tasking.Assignment) -> Bool { command.caller.sees(offersOf: assignment.expert.nation) }

    private func checkOffers(_ tasking: Tasking) throws {
        // People whom the caller may not read about come last, so that objections to the caller's own people are told first.
        let outsider = try outsider(in: tasking)
        if let outsider, isReadable(outsider.assignment) { throw notServing(outsider, tasking) }
        var objections = try objections(toTeamOf: tasking)
        for (assignment, leading) in try leadership(of: tasking) {
            guard let expert = try command.rows.expert(assignment.expert) else {
                throw Refusal.noSuch("expert", assignment.expert.text)
            }
            objections += try self.objections(to: expert, assignment.seat, leading, tasking)
        }
        for id in tasking.effects { objections += try self.objections(to: id) }
        if !objections.isEmpty { throw try refusal(objections, tasking) }
        if let outsider { throw notServing(outsider, tasking) }
    }

    /// Each assignment, with whether that person must be able to lead. It is the best person of a seat line with a lead, unless a
    /// person who is ordered already leads it.
    private func leadership(of tasking: Tasking) throws -> [(Tasking.Assignment, leading: Bool)] {
        // Those who are forward in this tasking already count as others.
        let others = try command.rows.taskings(of: tasking.request)
        let serving = others.flatMap(\.elements).filter { $0.state.isHeld && $0.state.isForward && !tasking.elements.contains($0) }
        var leaders: Set<ExpertID> = []
        for (index, seat) in request.seats.enumerated() where seat.lead {
            let led = try serving.compactMap(\.assignment).contains {
                try $0.seat == index && level($0.expert, seat.skill) >= Proficiency.leads.level
            }
            let here = try tasking.assignments.filter { $0.seat == index }.map { ($0.expert, try level($0.expert, seat.skill)) }
            if !led, here.count == Fulfilment(request, others, besides: isServing(tasking) ? tasking.id : nil).open[index],
                let best = here.max(by: { ($0.1, $1.0) < ($1.1, $0.0) })
            {
                leaders.insert(best.0)
            }
        }
        return tasking.assignments.map { ($0, leaders.contains($0.expert)) }
    }

    /// Whether the people who are checked are ordered already: they stay longer.
    private func isServing(_ tasking: Tasking) -> Bool { tasking.elements.contains(where: \.state.isHeld) }

    /// The level of an expert's skill; 0 where they do not have it.
    private func level(_ expert: ExpertID, _ skill: SkillCode) throws -> Int {
        try command.rows.expert(expert)?.skills[skill]?.level ?? 0
    }

    private func objections(to expert: Expert, _ seat: Int, _ leading: Bool, _ tasking: Tasking) throws -> [Objection] {
        let query = try command.matchQuery(request, ignoring: tasking.id)
        let expert = try notice(tasking).applied(to: expert)
        let others = try commitments(of: expert.id, besides: tasking)
        let commitments = others.seen.map { Commitment(tasking: $0, expert: expert.id, period: request.period) }
        // How soon they can set out matters until they have.
        let isOrdered = tasking.elements.contains { $0.expert == expert.id && $0.state.isHeld }
        return Eligibility.objections(to: expert, seat: seat, leading: leading, commitments: commitments, query)
            .filter { !isOrdered || $0.code != .noticeTooLong }
            .map { Objection(code: $0.code, seat: $0.seat, detail: "\(expert.id)" + ($0.detail.map { ": \($0)" } ?? "")) }
            + (others.hidden ? [Objection(code: .committed, detail: "\(expert.id): serves elsewhere")] : [])
    }

    /// The notices that count now, for those who go with the tasking's team.
    private func notice(_ tasking: Tasking) throws -> StandbyNotice {
        try StandbyNotice(with: tasking.team.flatMap { try command.rows.team($0) }, at: command.now, command.rows)
    }

    private func commitments(of expert: ExpertID, besides tasking: Tasking) throws -> (seen: [TaskingID], hidden: Bool) {
        let others = try command.rows.commitments(of: expert, during: request.period, ignoring: tasking.id)
        let seen = try others.filter { id in try command.rows.tasking(id).map { try command.sees(.tasking($0)) } ?? false }
        return (seen, purpose == .bind && seen.count < others.count)
    }

    private func objections(toTeamOf tasking: Tasking) throws -> [Objection] {
        guard let id = tasking.team else { return [] }
        guard let team = try command.rows.team(id) else { throw Refusal.noSuch("team", id.text) }
        let ready = try notice(tasking).applied(to: team)
        let objections = try Eligibility.objections(to: ready, command.matchQuery(request))
            .filter { !isServing(tasking) || $0.code != .noticeTooLong }
        return try (objections + weakness(of: team, tasking))
            .map { Objection(code: $0.code, seat: $0.seat, detail: "\(id)" + ($0.detail.map { ": \($0)" } ?? "")) }
    }

    /// The objection that a team is below its minimum manning, counted as in a match. It is not rechecked once the team is deployed: an
    /// extension needs the lead nation's fresh consent.
    private func weakness(of team: Team, _ tasking: Tasking) throws -> [Objection] {
        guard let least = team.minimumStrength, !isServing(tasking) else { return [] }
        let others = try command.rows.taskings(of: tasking.request).filter { $0.id != tasking.id }
        let (open, _) = try MatchInput.openSeats(of: request, others, command)
        let ready = try notice(tasking)
        let members = try team.members.compactMap { try command.rows.expert($0) }.filter(team.admits).map(ready.applied)
        let serving = try members.map { (expert: $0.id, elsewhere: try self.commitments(of: $0.id, besides: tasking)) }
        let commitments = serving.flatMap { member in
            member.elsewhere.seen.map { Commitment(tasking: $0, expert: member.expert, period: request.period) }
        }
        let free = members.filter { member in !serving.contains { $0.expert == member.id && $0.elsewhere.hidden } }
        let strength = Eligibility.strength(of: free, commitments: commitments, try command.matchQuery(open, ignoring: tasking.id))
        guard strength < least else { return [] }
        return [Objection(code: .notOffered, seat: nil, detail: Eligibility.belowManning(strength, minimum: least))]
    }

    private func objections(to id: EffectID) throws -> [Objection] {
        guard let effect = try command.rows.effect(id) else { throw Refusal.noSuch("effect", id.text) }
        return EffectRules.objections(to: effect, request, command)
            .map { Objection(code: $0.code, seat: $0.seat, detail: "\(id)" + ($0.detail.map { ": \($0)" } ?? "")) }
    }

    /// `AlreadyCommitted` with the other tasking, if all objections are commitments; otherwise `NotEligible`.
    private func refusal(_ objections: [Objection], _ tasking: Tasking) throws -> any Error {
        if objections.allSatisfy({ $0.code == .committed }), let expert = try firstCommitted(tasking) { return expert }
        let words = objections.map { "\($0.code.rawValue) (\($0.detail ?? ""))" }.joined(separator: ", ")
        return Requests.NotEligible(
            objections: objections.map(Requests.Objection.init),
            message: "\(subject(tasking)) cannot go: \(words); \(remedy(objections, tasking))")
    }

    /// What to do next. Matching does not know effects, so what is wrong with their authorisation is their nation's to mend. Who is ordered
    /// already is not matched anew: a nation that does not agree to go on recalls its people.
    private func remedy(_ objections: [Objection], _ tasking: Tasking) -> String {
        if objections.allSatisfy({ $0.code == .authorisationEnds }) {
            let effects = tasking.effects.filter { id in objections.contains { $0.detail?.hasPrefix(id.text + ":") ?? false } }
            return effects.map { "\($0.nation) renews it: crrtctl effect edit \($0)" }.joined(separator: "; ")
        }
        return isServing(tasking) && command.caller.nation != nil
            ? "crrtctl tasking recall \(tasking.id) takes your people home" : "crrtctl match \(tasking.request) shows who can"
    }

    private func subject(_ tasking: Tasking) -> String {
        purpose == .propose ? "the proposal for \(tasking.request)" : tasking.id.description
    }

    /// The first committed person with their other tasking, the caller's own people first; nil where all commitments are hidden.
    private func firstCommitted(_ tasking: Tasking) throws -> Taskings.AlreadyCommitted? {
        for assignment in tasking.assignments.filter(isReadable) + tasking.assignments {
            guard let other = try commitments(of: assignment.expert, besides: tasking).seen.first else { continue }
            return .init(
                expert: assignment.expert.text, tasking: other.description,
                message: "\(assignment.expert) serves \(other) in that period; crrtctl match \(tasking.request) shows who is free")
        }
        return nil
    }

    /// A person of a team's tasking who is not a member of the team; of several, one whom the caller may read about. nil where there is
    /// none.
    private func outsider(in tasking: Tasking) throws -> (index: Int, assignment: Tasking.Assignment)? {
        guard tasking.kind == .team, let id = tasking.team else { return nil }
        guard let team = try command.rows.team(id) else { throw Refusal.noSuch("team", id.text) }
        // Who is put in the place of another need not be the team's.
        let proposed = Set(tasking.elements.filter { $0.batch == 0 }.compactMap(\.expert))
        let outside = try tasking.assignments.enumerated().filter { _, assignment in
            guard proposed.contains(assignment.expert) else { return false }
            guard let expert = try command.rows.expert(assignment.expert) else { return true }
            return !team.members.contains(expert.id) || !team.admits(expert)
        }
        return (outside.first { isReadable($0.element) } ?? outside.first).map { ($0.offset, $0.element) }
    }

    private func notServing(_ outsider: (index: Int, assignment: Tasking.Assignment), _ tasking: Tasking) -> Service.InvalidRecord {
        // The index would reveal other people, and a nation must not learn of another's team.
        guard let team = tasking.team, command.caller.sees(offersOf: team.nation) else {
            return Refusal.invalid("expert", "\(outsider.assignment.expert) does not serve in the team")
        }
        let field = isServing(tasking) ? "expert" : "assignments[\(outsider.index)].expert"
        return Refusal.invalid(field, "\(outsider.assignment.expert) does not serve in \(team)")
    }

    /// The part of a refusal that is about records which the caller may read. Anything else is withheld.
    private func redacted(_ error: any VarlinkErrorReply, _ tasking: Tasking) throws -> any Error {
        let readable = try command.visibleOffers(in: tasking)
        let all = Set(tasking.assignments.map(\.expert.text) + tasking.effects.map(\.text) + (tasking.team.map { [$0.text] } ?? []))
        if readable == all { return error }
        switch error {
        case let known as Taskings.AlreadyCommitted where readable.contains(known.expert): return known
        case let known as Service.InvalidRecord where readable.contains { known.reason.hasPrefix($0 + " ") }: return known
        case let known as Requests.NotEligible:
            let objections = known.objections.filter { objection in readable.contains { objection.isAbout($0) } }
            if objections.count == known.objections.count { return known }
            guard !objections.isEmpty else { return try hiddenObjections(tasking) }
            let words = objections.map { "\($0.code) (\($0.detail ?? ""))" }.joined(separator: ", ")
            return Requests.NotEligible(objections: objections, message: "\(subject(tasking)) cannot go on: \(words)")
        default: return try hiddenObjections(tasking)
        }
    }

    /// The refusal for objections that are all about records which the caller may not read.
    private func hiddenObjections(_ tasking: Tasking) throws -> Service.IllegalTransition {
        try command.illegal(
            tasking, "extend",
            "there is no objection to what \(command.caller.nation?.description ?? "you") contributes; "
                + "the duty desk sees what stands in the way")
    }
}

extension Requests.Objection {
    /// Whether its detail is about this record: it begins with the id.
    fileprivate func isAbout(_ id: String) -> Bool {
        detail.map { $0 == id || $0.hasPrefix(id + ":") } ?? false
    }
}
