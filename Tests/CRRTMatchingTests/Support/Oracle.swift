import CRRTDomain

@testable import CRRTMatching

/// What the answer must be, found by trying everything on plain records. It shares the rules with matching and nothing else.
struct Oracle {
    /// One complete choice: by slot, nil where it stays open.
    struct Choice {
        var people: [Expert?]
        var augmentees: Int
        var cost: Int
        var nations: [NationCode]
        var open: Int { people.count { $0 == nil } }

        /// Open slots first, then augmentees, cost, and ids in the order of the slots, an open slot after every id.
        func precedes(_ other: Choice) -> Bool {
            if open != other.open { return open < other.open }
            if augmentees != other.augmentees { return augmentees < other.augmentees }
            if cost != other.cost { return cost < other.cost }
            let ids = people.map { $0?.id.text ?? "~" }
            return ids.lexicographicallyPrecedes(other.people.map { $0?.id.text ?? "~" })
        }
    }

    let given: RandomCase
    /// Seat line and level of every slot.
    let slots: [(line: Int, leading: Bool)]
    /// By slot.
    let able: [[Expert]]

    init(_ given: RandomCase) {
        self.given = given
        slots = given.query.request.seats.enumerated().flatMap { line, seat in
            (0..<seat.count).map { (line: line, leading: seat.lead && $0 == 0) }
        }
        able = slots.map { slot in
            given.experts.filter { expert in
                Eligibility.objections(
                    to: expert, seat: slot.line, leading: slot.leading,
                    commitments: given.commitments.filter { $0.expert == expert.id }, given.query
                ).isEmpty
            }
        }
    }

    /// The best choice; `team`: with the team's nation paid for, and people outside it counted.
    func best(team: Team? = nil, members: Set<ExpertID> = []) -> Choice {
        var best: Choice?
        forEachChoice(team: team, members: members) { choice in
            if best.map({ choice.precedes($0) }) ?? true { best = choice }
        }
        return best!
    }

    /// Calls `body` with every choice, those that leave slots open included.
    func forEachChoice(team: Team?, members: Set<ExpertID>, _ body: (Choice) -> Void) {
        var people: [Expert?] = []
        var used: Set<ExpertID> = []
        func fill() {
            guard people.count < slots.count else { return body(weigh(people, team, members)) }
            for expert in able[people.count] where used.insert(expert.id).inserted {
                people.append(expert)
                fill()
                people.removeLast()
                used.remove(expert.id)
            }
            people.append(nil)
            fill()
            people.removeLast()
        }
        fill()
    }

    private func weigh(_ people: [Expert?], _ team: Team?, _ members: Set<ExpertID>) -> Choice {
        let weights = given.query.weights
        var nations = Set(people.compactMap { $0?.nation })
        if let team { nations.insert(team.nation) }
        var cost = weights.nation * nations.count
        for (slot, expert) in zip(slots, people) {
            guard let expert, let level = expert.skills[given.query.request.seats[slot.line].skill] else { continue }
            cost += weights.notice * expert.noticeHours + weights.level * (5 - level.level)
        }
        let augmentees = team == nil ? 0 : people.count { $0.map { !members.contains($0.id) } ?? false }
        return Choice(people: people, augmentees: augmentees, cost: cost, nations: nations.sorted())
    }

    /// Members who may take some slot and whose nations let them serve in the team; nil where the team cannot go at all.
    func members(_ team: Team) -> Set<ExpertID>? {
        let able = Set(able.joined().map(\.id))
        let members = given.experts.filter { team.members.contains($0.id) && team.admits($0) && able.contains($0.id) }
        guard members.count >= team.minimumStrength ?? 0, Eligibility.objections(to: team, given.query).isEmpty else { return nil }
        return Set(members.map(\.id))
    }
}

extension Oracle {
    /// Everything that matching must report, in order.
    func candidates() -> [Candidate] {
        var teams: [Candidate] = []
        var augmented: [(augmentees: Int, candidate: Candidate)] = []
        for (number, listed) in given.teams.enumerated() {
            let ready = Oracle(given.ready(for: listed))
            let team = ready.given.teams[number]
            guard let members = ready.members(team), !members.isEmpty else { continue }
            let choice = ready.best(team: team, members: members)
            guard choice.open == 0, choice.augmentees < slots.count else { continue }
            if choice.augmentees == 0 {
                teams.append(ready.candidate(.team, team, choice))
            } else {
                augmented.append((choice.augmentees, ready.candidate(.augmented, team, choice)))
            }
        }
        let limit = given.query.limit
        teams.sort { ($0.cost, $0.team!) < ($1.cost, $1.team!) }
        augmented.sort { ($0.augmentees, $0.candidate.cost, $0.candidate.team!) < ($1.augmentees, $1.candidate.cost, $1.candidate.team!) }
        let joined = augmented.prefix(limit).map(\.candidate).sorted { ($0.cost, $0.team!) < ($1.cost, $1.team!) }
        let single = Oracle(given.ready(for: nil))
        let alone = single.best()
        let assembled = alone.open < slots.count ? [single.candidate(.assembled, nil, alone)] : []
        return teams.prefix(limit) + joined + assembled
    }

    private func candidate(_ kind: CandidateKind, _ team: Team?, _ choice: Choice) -> Candidate {
        let assignments = zip(slots, choice.people).compactMap { slot, expert in
            expert.map { expert in
                Assigned(
                    seat: slot.line, expert: expert.id, nation: expert.nation,
                    level: expert.skills[given.query.request.seats[slot.line].skill]!.level, noticeHours: expert.noticeHours)
            }
        }
        return Candidate(
            kind: kind, team: team?.id, assignments: assignments, nations: choice.nations, cost: choice.cost,
            arrivalHours: assignments.map(\.noticeHours).reduce(team?.noticeHours ?? 0, max), openSeats: choice.open, proven: true,
            lowerBound: nil)
    }
}
