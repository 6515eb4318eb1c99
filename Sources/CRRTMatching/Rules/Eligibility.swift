public import CRRTDomain

/// The rules over plain records, for the check inside a transaction (a handful of people): the same rules that matching uses.
public enum Eligibility {
    /// Every objection, over all seat lines; none: he could take at least one place of each line.
    public static func objections(to expert: Expert, commitments: [Commitment], _ query: MatchQuery) -> [Objection] {
        RuleBook.allObjections(to: profile(expert, commitments), Terms(query))
    }

    /// Every objection to the expert at one place of one seat line, from 0; `leading`: the place that leads.
    ///
    /// A line that the request does not have (any more) is an objection, never a pass.
    public static func objections(
        to expert: Expert, seat: Int, leading: Bool, commitments: [Commitment], _ query: MatchQuery
    ) -> [Objection] {
        let terms = Terms(query)
        let profile = profile(expert, commitments)
        guard terms.request.seats.indices.contains(seat) else {
            return RuleBook.inOrder(
                RuleBook.objections(to: profile, terms)
                    + [Objection(code: .skillMissing, seat: seat, detail: "the request has no seat \(seat)")])
        }
        let kind = PlaceKind(terms.request, line: seat, leading: leading && terms.request.seats[seat].lead)
        return RuleBook.inOrder(RuleBook.objections(to: profile, terms) + RuleBook.objections(to: profile, at: kind, terms))
    }

    /// The objections to the team's own offer; whether its people fill the seats is another question.
    public static func objections(to team: Team, _ query: MatchQuery) -> [Objection] {
        RuleBook.inOrder(RuleBook.objections(to: TeamProfile(team, members: []), Terms(query)))
    }

    /// How many of these people may take at least one place of the request: what a team's least strength is counted by.
    public static func strength(of people: [Expert], commitments: [Commitment], _ query: MatchQuery) -> Int {
        let terms = Terms(query)
        return people.count { expert in
            let profile = profile(expert, commitments)
            return RuleBook.objections(to: profile, terms).isEmpty
                && terms.kinds.contains { RuleBook.objections(to: profile, at: $0, terms).isEmpty }
        }
    }

    /// A team with fewer eligible members than its lead nation lets go, in words.
    public static func weakness(_ eligible: Int, least: Int) -> String {
        "\(counted(eligible, "member is", "members are")) eligible, the team's least strength is \(least)"
    }

    private static func profile(_ expert: Expert, _ commitments: [Commitment]) -> Profile {
        Profile(ExpertTraits(expert), commitments: commitments.filter { $0.expert == expert.id })
    }
}
